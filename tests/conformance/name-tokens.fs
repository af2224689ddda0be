\ TOOLS EXT and CORE EXT: name tokens, synonyms, markers, control-flow stack, n>r, and what gforth adds to them.
include tester.fs

: same ( c-addr1 u1 c-addr2 u2 -- flag )
  2 pick over <> if 2drop 2drop false exit then
  drop swap 0 ?do 2dup i + c@ swap i + c@ <> if 2drop false unloop exit then loop 2drop true ;

\ ---- synonym, alias ----

: five ( -- n )  5 ;
: five, ( -- )  5 postpone literal ; immediate
synonym cinq FIVE
synonym cinq, five,
synonym if2 if
T{ cinq -> 5 }T
T{ : t1 cinq, cinq + ; t1 -> 10 }T
T{ : t2 if2 1 else 2 then ; 0 t2 1 t2 -> 2 1 }T
T{ ' cinq execute -> 5 }T
' five alias fuenf
T{ fuenf : t3 fuenf fuenf + ; t3 -> 5 10 }T

\ ---- name tokens ----

wordlist constant names
get-current names set-current
: alpha 1 ; : Beta 2 ; : gamma 3 ; immediate
set-current
: name-length ( n nt -- n2 true )  name>string nip + true ;
: count-names ( n nt -- n2 true )  drop 1+ true ;
: first-only ( n nt -- n2 false )  drop 1+ false ;
: run-named ( n nt -- n2 true )  name>interpret execute + true ;
T{ 0 ' name-length names traverse-wordlist -> 14 }T
T{ 0 ' count-names names traverse-wordlist -> 3 }T
T{ 0 ' first-only names traverse-wordlist -> 1 }T
T{ 0 ' run-named names traverse-wordlist -> 6 }T
T{ wordlist 7 swap ' count-names swap traverse-wordlist -> 7 }T

T{ s" five" find-name name>string s" five" same -> true }T
T{ s" no such name" find-name -> 0 }T
T{ s" five" find-name name>interpret ' five = -> true }T
T{ s" five" find-name name>int execute -> 5 }T
T{ s" five" find-name name?int execute -> 5 }T
T{ s" if" find-name name>interpret -> 0 }T
T{ ' five >name name>string s" five" same -> true }T
: compile-named ( c-addr u -- )  find-name name>compile execute ;
: compile-comp ( c-addr u -- )  find-name name>comp execute ;
T{ : t4 [ s" five" compile-named ] 1+ ; t4 -> 6 }T
T{ : t5 [ s" five," compile-named ] ; t5 -> 5 }T
T{ : t6 [ s" if" compile-comp ] 1 [ s" then" compile-comp ] ; 1 t6 0 t6 -> 1 }T

: last-one 99 ;
T{ latest name>string s" last-one" same  latestxt execute -> true 99 }T
T{ :noname 98 ; drop latestxt execute -> 98 }T
noname : 97 ;
T{ latestxt execute -> 97 }T

\ ---- compile-only, interpret/compile: ----

: inner 12 ; compile-only
T{ : t7 inner ; t7 -> 12 }T
T{ s" inner" find-name name>interpret -> 0 }T
:noname 1 ; :noname 2 postpone literal ; interpret/compile: either
T{ either : t8 either ; t8 -> 1 2 }T

\ ---- quotations, and postponing several words ----

T{ : t9 [: 3 4 ;] execute + ; t9 -> 7 }T
T{ : t10 ( n -- n2 ) {: n :} [: 10 ;] execute n + ; 5 t10 -> 15 }T
T{ : t11 [: [: 6 ;] execute 1+ ;] execute 1+ ; t11 -> 8 }T
T{ : t12 [: exit ;] execute 1 ; t12 -> 1 }T
: increment ]] 1 + [[ ; immediate
T{ : t13 5 increment increment ; t13 -> 7 }T

\ ---- control-flow stack ----

: ?repeat  0 cs-pick postpone until ; immediate
\ ?repeat goes back to `begin` and leaves it for others: the loop ends when both flags are true
T{ : t14 ( n -- n2 ) begin 1+ dup 3 mod 0= ?repeat dup 5 mod 0= until ; 0 t14 15 t14 -> 15 30 }T
: part1 postpone if ; immediate
: part2 1 cs-roll postpone then ; immediate
\ the two `if`s are resolved in the order in which they were opened
: t15 ( f1 f2 -- ... ) part1 part1 10 part2 20 then 30 ;
T{ 1 1 t15 -> 10 20 30 }T
T{ 0 1 t15 -> 30 }T
T{ 7 0 t15 -> 7 20 30 }T

\ ---- n>r and nr> ----

: to-and-fro ( i*n n -- i*n n )  n>r nr> ;
: under ( i*n n -- i*n n )  n>r 77 nr> ;
: counted ( i*n n -- n2 )  n>r r@ nr> 0 ?do drop loop ;
T{ 1 2 3 3 to-and-fro -> 1 2 3 3 }T
T{ 0 to-and-fro -> 0 }T
T{ 1 2 2 under -> 77 1 2 2 }T
T{ 5 6 7 3 counted -> 3 }T

\ ---- markers ----

: before-marker 1 ;
variable kept  5 kept !
marker forget-these
: before-marker 2 ;
: after-marker 3 ;
6 kept !
T{ before-marker after-marker -> 2 3 }T
forget-these
T{ before-marker  s" after-marker" find-name  s" forget-these" find-name -> 1 0 0 }T
T{ kept @ -> 6 }T

\ ---- parsing ----

T{ parse-word  two s" two" same -> true }T
: parsed-length ( "name" -- u )  parse-name nip ;
T{ s" four more" ' parsed-length execute-parsing -> 4 }T
T{ source-id 0> -> true }T
T{ s" source-id" evaluate -> -1 }T

\ goes back to behind `save-input`, where things are different the second time
T{ s" save-input [undefined] tried [if] create tried restore-input [then] 8" evaluate -> 0 8 }T
T{ save-input [undefined] tried2 [if] create tried2 restore-input [then] 9 -> 0 9 }T

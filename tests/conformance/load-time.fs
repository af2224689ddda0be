\ TOOLS EXT and gforth: what programs do with names and definitions while they are loaded.
include tester.fs

T{ 1 2 .s -> 1 2 }T
T{ .s -> }T
variable v  17 v !
T{ v ? -> }T
create bytes 1 c, 2 c, 65 c,
T{ bytes 3 dump bytes 40 drop 3 dump -> }T
: shows ( x -- x )  .s bytes 3 dump ;
T{ 5 shows -> 5 }T

T{ : t1 ahead 1 then 2 ; t1 -> 2 }T
: ?repeat 0 cs-pick postpone until ; immediate
T{ : t2 begin 1+ dup 3 < 0= ?repeat 10 + dup 40 > until ; 0 t2 -> 46 }T
: ?done postpone if 1 cs-roll ; immediate
T{ : t3 >r begin r@ ?done r@ r> 1- >r repeat r> drop ; 3 t3 -> 3 2 1 }T

T{ : t4 n>r -1 nr> ; 1 2 3 2 t4 -> 1 -1 2 3 2 }T
T{ 1 0 t4 -> 1 -1 0 }T
: t5 n>r n>r 9 nr> 8 nr> ;
T{ 1 2 2 3 1 t5 -> 9 1 2 2 8 3 1 }T
: t6 ( xn ... x1 n -- sum )  n>r 0 nr> 0 ?do + loop ;
T{ 1 2 3 3 t6 -> 6 }T

T{ [defined] dup [undefined] dup [defined] no-such-name [undefined] no-such-name -> true false false true }T
T{ 0 [if] 1 [else] 2 [then] -> 2 }T
T{ 1 [if] 1 0 [if] 2 [then] [else] 3 [then] -> 1 }T
T{ : t7 [ 0 ] [if] 1 [else] 2 [then] ; t7 -> 2 }T

: one 1 ;
: two 2 ; immediate
synonym uno one
synonym dos two
T{ uno dos -> 1 2 }T
T{ : t8 uno [ dos ] literal ; t8 -> 1 2 }T
T{ ' uno ' one = s" dos" find-name name>string nip -> true 3 }T
' one alias eins
T{ eins -> 1 }T
' two alias zwei
T{ : t9 zwei ; t9 -> 2 }T
' two alias zwo immediate
T{ : t10 [ zwo ] literal ; t10 -> 2 }T
' one alias ein immediate
T{ : t11 [ ein ] literal ; t11 -> 1 }T
synonym plus +
T{ 1 2 plus -> 3 }T
5 value five
synonym fünf five
T{ 6 to fünf five -> 6 }T

T{ s" one" find-name name>interpret execute -> 1 }T
T{ s" one" find-name name>int execute s" one" find-name name?int execute -> 1 1 }T
T{ s" if" find-name name>interpret -> 0 }T
: compiles ( c-addr u -- )  find-name name>compile execute ; immediate
T{ : t12 [ s" one" ] compiles ; t12 -> 1 }T
T{ : t13 [ s" two" ] compiles literal ; t13 -> 2 }T
T{ s" two" find-name name>comp execute -> 2 }T
T{ s" no-such-name" find-name -> 0 }T
T{ ' one >name name>string s" one" compare s" one" find-name id. s" one" find-name .name -> 0 }T
T{ :noname ; >name -> 0 }T
: lately 3 ;
T{ latestxt execute latest name>string nip -> 3 6 }T

wordlist constant some
get-current some set-current
: s1 1 ; : s2 2 ; : s3 3 ; : s2 22 ;
set-current
: count-name ( n nt -- n' true )  drop 1+ true ;
T{ 0 ' count-name some traverse-wordlist -> 4 }T
: first-names ( n nt -- n' flag )  drop 1- dup ;
T{ 3 ' first-names some traverse-wordlist -> 0 }T
: runs-it ( nt -- x true )  name>interpret execute true ;
T{ ' runs-it some traverse-wordlist -> 22 3 2 1 }T
: is-there ( c-addr u flag nt -- c-addr u flag' flag )  >r drop 2dup r> name>string compare 0= dup 0= ;
T{ s" swap" false ' is-there forth-wordlist traverse-wordlist nip nip -> true }T

T{ see one see v see if -> }T
: forbidden 7 ; compile-only
T{ : t14 forbidden ; t14 s" forbidden" find-name name>interpret -> 7 0 }T
: as-interpreted 1 ;
: as-compiled 2 postpone literal ;
' as-interpreted ' as-compiled interpret/compile: twofold
T{ twofold : t15 twofold ; t15 -> 1 2 }T
: t16 postpone twofold ; immediate
T{ : t17 t16 ; t17 -> 2 }T

T{ noname create 5 , latestxt execute @ -> 5 }T
T{ noname : 6 ; latestxt execute -> 6 }T
T{ 7 noname constant latestxt execute -> 7 }T

: before 1 ;
marker back
: before 2 ;
: behind 3 ;
create more 100 allot
T{ before behind -> 2 3 }T
T{ back before [defined] behind [defined] back -> 1 false false }T
T{ here marker away 100 allot away here = -> true }T
wordlist constant kept
: first-wordlist ( -- wid )  get-order over >r 0 ?do drop loop r> ;
marker off
kept set-current  kept >order
off
T{ get-current first-wordlist -> forth-wordlist forth-wordlist }T

: later ( -- xt )  [: 5 ;] ;
T{ later execute -> 5 }T
: nested ( n -- m )  [: ( n -- m )  [: 1+ ;] execute 2* ;] execute ;
T{ 3 nested -> 8 }T
: with-locals ( a b -- c d )  {: a b :} [: ( x -- y )  {: x :} x x * ;] {: xt :}  a xt execute b xt execute ;
T{ 3 4 with-locals -> 9 16 }T
: returns ( flag -- n )  [: if 1 exit then 2 ;] execute 10 + ;
T{ true returns false returns -> 11 12 }T
: counts ( n -- )  [: dup 0> if dup 1- recurse then ;] execute ;
T{ 3 counts -> 3 2 1 0 }T
T{ [: 8 ;] execute -> 8 }T
: catches [: 5 throw ;] catch ;
T{ catches -> 5 }T

: pair, ]] dup 10 + [[ ; immediate
T{ : t18 pair, ; 1 t18 -> 1 11 }T
: chooses ]] if 1 else
  2 then [[ ; immediate
T{ : t19 chooses ; true t19 false t19 -> 1 2 }T
T{ state @ : t20 [ state @ ] literal ; t20 -> 0 0 }T
: t21 state @ ; immediate
T{ : t22 t21 literal ; t22 0<> t21 -> true 0 }T

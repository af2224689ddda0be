\ SEARCH and SEARCH EXT, and gforth's words for wordlists.
include tester.fs

: order>n ( -- n )  get-order dup >r 0 ?do drop loop r> ;

T{ get-order nip nip nip forth-wordlist 3 -> get-order nip nip nip forth-wordlist 3 }T
T{ get-order over -> get-order forth-wordlist }T
T{ get-current -> forth-wordlist }T
T{ order>n also order>n swap - previous order>n -> 1 3 }T

wordlist constant w1
wordlist constant w2
T{ w1 w2 = w1 w1 = -> false true }T
T{ w1 set-current get-current forth-wordlist set-current -> w1 }T
: first ( -- wid )  get-order over >r 0 ?do drop loop r> ;
T{ w1 >order first order>n previous first -> w1 4 forth-wordlist }T
T{ get-order w2 swap 1+ set-order definitions get-current previous definitions get-current -> w2 forth-wordlist }T

: here-i-am 1 ;
w1 set-current
: here-i-am 2 ;
: only-there 3 ; immediate
forth-wordlist set-current
T{ here-i-am -> 1 }T
T{ s" here-i-am" w1 search-wordlist swap execute -> -1 2 }T
T{ s" HERE-I-AM" forth-wordlist search-wordlist swap execute -> -1 1 }T
T{ s" only-there" w1 search-wordlist swap execute -> 1 3 }T
T{ s" only-there" w2 search-wordlist -> 0 }T
T{ s" dup" w1 search-wordlist -> 0 }T
T{ s" dup" forth-wordlist search-wordlist -> ' dup -1 }T
T{ w1 >order here-i-am only-there previous -> 2 3 }T
: c-there c" only-there" ;
T{ c-there find nip w1 >order c-there find nip previous -> 0 1 }T

\ What was compiled stays what it was.
: calls-it here-i-am ;
w1 >order
: calls-the-other here-i-am ;
previous
T{ calls-it calls-the-other -> 1 2 }T

: so-empty ( -- )  get-order n>r 0 set-order  get-order  nr> set-order ;
T{ so-empty -> 0 }T
: so-least ( -- flag )  get-order n>r -1 set-order  s" order" find-name 0<> s" set-order" find-name 0<> and  nr> set-order ;
T{ so-least -> true }T
: so-only ( -- flag )  get-order n>r only  s" forth" find-name 0<> s" here-i-am" find-name 0= and  nr> set-order ;
T{ so-only -> true }T
: so-seal ( -- n )  get-order n>r  w1 >order seal order>n  nr> set-order ;
T{ so-seal -> 1 }T

vocabulary animals
vocabulary plants
also animals definitions
: legs 4 ;
also plants definitions
T{ legs -> 4 }T
: legs 0 ;
T{ legs animals legs plants legs -> 0 4 0 }T
T{ previous previous definitions order>n get-current -> 3 forth-wordlist }T

\ A vocabulary in the first place, without `also`, does not hide the words of the system.
vocabulary stones
stones definitions
: weight 7 ;
T{ weight 1+ -> 8 }T
T{ order>n forth definitions get-current -> 3 forth-wordlist }T
T{ s" legs" find-name -> 0 }T
T{ also animals legs previous -> 4 }T
T{ order also order previous words -> }T

\ Rolled back with the phrase that made them.
: two-lists ( -- wid wid )  wordlist wordlist ;
T{ two-lists = -> false }T

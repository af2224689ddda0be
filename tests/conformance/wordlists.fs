\ SEARCH and SEARCH EXT: wordlists, the search order, where definitions go.
include tester.fs

\ What the order holds is compared item by item: only equality of wordlists means anything.
: order-depth ( -- n )  get-order dup >r 0 ?do drop loop r> ;
: first-list ( -- wid )  get-order over >r 0 ?do drop loop r> ;
: drop-order ( widn ... wid1 n -- )  0 ?do drop loop ;
: restore-under ( widn ... wid1 n x -- x )  >r set-order r> ;

T{ forth-wordlist forth-wordlist = -> true }T
T{ wordlist wordlist = -> false }T
T{ get-current forth-wordlist = -> true }T

wordlist constant wl1
wordlist constant wl2
T{ wl1 forth-wordlist = wl2 forth-wordlist = -> false false }T

\ definitions go where set-current says, and are found only there
: both ( -- n )  0 ;
get-current wl1 set-current : both 1 ; : only-in-1 11 ; set-current
get-current wl2 set-current : both 2 ; set-current
T{ both -> 0 }T
T{ s" only-in-1" wl2 search-wordlist -> 0 }T
T{ s" only-in-1" wl1 search-wordlist swap execute -> -1 11 }T
T{ s" ONLY-in-1" wl1 search-wordlist nip -> -1 }T
T{ s" both" wl1 search-wordlist drop execute  s" both" wl2 search-wordlist drop execute -> 1 2 }T
T{ s" both" forth-wordlist search-wordlist drop execute -> 0 }T
T{ s" " wl1 search-wordlist -> 0 }T
T{ s" dup" wl1 search-wordlist -> 0 }T

\ an immediate word is found with 1
get-current wl1 set-current : now 7 ; immediate set-current
T{ s" now" wl1 search-wordlist swap execute -> 1 7 }T

\ get-order and set-order
T{ order-depth 0> -> true }T
T{ get-order wl1 swap 1+ set-order both first-list wl1 = previous -> 1 true }T
T{ get-order wl1 swap wl2 swap 2 + set-order both previous both previous both -> 2 1 0 }T
T{ get-order get-order set-order drop-order order-depth -> order-depth }T
T{ order-depth also order-depth previous order-depth -> order-depth dup 1+ over }T

\ also duplicates the first wordlist, previous removes it
T{ get-order wl1 swap 1+ set-order also both previous both previous both -> 1 1 0 }T

\ definitions: the first wordlist gets them
get-order wl2 swap 1+ set-order definitions
: in-2 22 ;
previous definitions
T{ s" in-2" wl2 search-wordlist swap execute -> -1 22 }T
T{ s" in-2" wl1 search-wordlist -> 0 }T
T{ get-current forth-wordlist = -> true }T

\ only leaves a way back
T{ get-order only forth first-list forth-wordlist = restore-under -> true }T
T{ get-order -1 set-order forth first-list forth-wordlist = restore-under -> true }T

\ forth replaces the first wordlist
T{ also wl1 drop forth first-list forth-wordlist = previous -> true }T
T{ get-order wl1 swap 1+ set-order forth both previous -> 0 }T

\ find searches the order
: c-only ( -- c-addr )  c" only-in-1" ;
: c-now ( -- c-addr )  c" now" ;
: c-dog ( -- c-addr )  c" dog" ;
T{ get-order wl1 swap 1+ set-order c-only find previous nip -> -1 }T
T{ c-only find swap c-only = -> 0 true }T
T{ get-order wl1 swap 1+ set-order c-now find previous nip -> 1 }T

\ a redefinition in a wordlist hides the older one there, code compiled before keeps it
get-order wl1 swap 1+ set-order
: caller both ;
definitions : both 111 ; previous definitions
T{ caller  s" both" wl1 search-wordlist drop execute -> 1 111 }T

\ a definition searches its own wordlist only when that is in the order
get-current wl1 set-current
: uses-both both ;
set-current
T{ s" uses-both" wl1 search-wordlist drop execute -> 0 }T

\ vocabularies and >order, as in gforth
vocabulary animals
T{ order-depth also animals order-depth 1- = -> true }T
definitions : dog 4 ; previous definitions
T{ c-dog find nip -> 0 }T
T{ also animals dog previous -> 4 }T
T{ wl1 >order only-in-1 previous -> 11 }T
get-order also animals definitions : restore-it set-order ; previous definitions also animals seal restore-it
T{ both -> 0 }T

\ printing is for people; it must leave the stack and the order alone
T{ order-depth order order-depth = -> true }T

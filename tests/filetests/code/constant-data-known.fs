\ test run
\ flags: --load-eval
\ What was there when the program was loaded and never changes is part of the code.
\ output: >>>6 4 8 20 100 2 98 25185 3 <<<
\ x86-64: not "d_(five|deferred|seven|numbers|tokens|letters|reals)"
\ x86-64: not "call ([*]|s_noname|s_square|s_twice)"

5 value five
: fixed-value ( -- n )  five 1+ ;
defer deferred
:noname ( n -- n2 )  3 + ; is deferred
: fixed-defer ( n -- n2 )  deferred ;
: constant: ( n -- )  create ,  does> ( -- n )  @ ;
7 constant: seven
: fixed-does ( -- n )  seven 1+ ;
create numbers 10 , 20 , 30 ,
: fixed-table ( -- n )  numbers cell+ @ ;
: square ( n -- n2 )  dup * ;
: twice ( n -- n2 )  2* ;
create tokens ' twice , ' square ,
: fixed-xt ( -- n )  10 tokens cell+ @ execute ;
\ A word that is handed over is called directly where it is executed.
: map ( n xt -- n2 )  execute ;
: mapped ( n -- n2 )  ['] twice map ;
create letters char a c, char b c, 0 c,
: fixed-bytes ( -- n n2 )  letters 1+ c@  letters w@ ;
create reals 3e f,
: fixed-float ( -- ) ( F: -- r )  reals f@ ;
\ How many arguments there are only the running program knows.
argc @ ( 1 )
fixed-value .  dup fixed-defer .  fixed-does .  fixed-table .  fixed-xt .  mapped .
fixed-bytes swap . .  fixed-float f>s .

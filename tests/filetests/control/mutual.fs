\ test run
\ run: 10 even? == -1
\ run: 7 even? == 0
\ run: 7 odd? == -1
defer odd?
: even? ( u -- flag )  dup 0= if drop true else 1- odd? then ;
:noname ( u -- flag )  dup 0= if drop false else 1- even? then ;  is odd?

\ test run
\ Branches that are decided by where control comes from: a flag that is made on one way and tested on
\ another is no flag any more.
\ output: >>>1 <<<
\ x86-64 inside?: not "set[a-z]|cmov|xor|-1"
\ run: 5 inside? 2 inside? 10 inside? 3 inside? -7 inside? == 1 2 2 1 2
\ run: -5 sign-name 0 sign-name 7 sign-name == 100 200 300
\ run: 4 find 9 find 5 find == 40 0 0
\ run: 3 7 outcome 7 3 outcome 3 3 outcome == 11 22 33
\ run: 6 stop 0 stop 1 stop == 3 0 100
\ run: 12 twice 3 twice 7 twice == 2 0 1
\ run: 5 0 guarded 5 2 guarded == -1 2
variable x
: inside? ( n -- n2 )
  dup 3 < if drop false else 10 < then  if 1 x ! else 2 x ! then  x @ ;
: sign ( n -- -1 | 0 | 1 )  dup 0< if drop -1 else 0> if 1 else 0 then then ;
: sign-name ( n -- n2 )  sign case -1 of 100 endof 0 of 200 endof 1 of 300 endof dup endcase  x ! x @ ;
create pairs  1 , 10 ,  4 , 40 ,  9 , 0 ,  0 ,
: lookup ( key -- value true | false )
  pairs begin dup @ while 2dup @ = if nip cell+ @ true exit then 2 cells + repeat 2drop false ;
: find ( key -- n )  lookup if else 0 then ;
: outcome ( a b -- n )
  2dup < if 2drop 1 else 2dup > if 2drop 2 else 2drop 3 then then
  dup 1 = if drop 11 x ! else 2 = if 22 x ! else 33 x ! then then  x @ ;
: stop ( n -- n2 )
  0 swap begin dup if dup 1 = if drop drop 100 0 else 2 - swap 1+ swap then dup 0<> else false then while repeat drop ;
: twice ( n -- n2 )  0 over 5 > if 1+ then  swap 10 > if 1+ then ;
: guarded ( n d -- n2 )  dup if true else false then if / else 2drop -1 then ;
create kept  ' inside? ,
4 kept @ execute .

\ test run
\ A choice that decides where the next one looks is a jump where memory is far, so that the processor looks ahead; a
\ conditional move where it is near.
\ x86-64 largest-far: not "cmov"
\ x86-64 largest-near: "cmov"
\ x86-64 find-far: not "cmov"
\ x86-64 down-far: not "cmov"
\ What is chosen is no index: nothing to look ahead for.
\ x86-64 most-far: "cmov"
\ run: fill-far 9 largest-far 1 largest-far == 8 0
\ run: fill-near 9 largest-near 1 largest-near == 8 0
\ run: fill-far 0 find-far 14 find-far 63 find-far 65 find-far == 0 4 8 9
\ run: fill-far 1 down-far 9 down-far == 2 13
\ run: fill-far 9 most-far 3 most-far 0 most-far == 64 4 0
131072 constant many
create far many cells allot
create near 64 cells allot

: fill-far ( -- )  9 0 do  i i * far i cells + !  loop ;
: fill-near ( -- )  9 0 do  i i * near i cells + !  loop ;
: largest-far ( n -- i )  0 swap 1 ?do  far i cells + @ over cells far + @ > if drop i then  loop ;
: largest-near ( n -- i )  0 swap 1 ?do  near i cells + @ over cells near + @ > if drop i then  loop ;
: most-far ( n -- x )  0 swap 0 ?do  far i cells + @ 2dup < if nip else drop then  loop ;
\ The first of 9 that is not less than x.
: find-far ( x -- i )
  >r 0 9 begin 2dup < while ( lower upper )
    2dup + 2/  dup cells far + @ r@ < if  1+ rot drop swap  else  nip  then
  repeat drop r> drop ;
\ From a node to the larger of its children.
: down-far ( n -- i )
  0 swap 0 ?do  i 3 < if  2* 1+  dup cells far + 2@ > if 1+ then  then  loop ;
create kept  ' most-far ,
kept @ kept !

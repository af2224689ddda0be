\ test run
\ output: >>>1 -72340172838076646 \n<<<
\ What a random program was cut down to: a shift, and an unsigned comparison of its result with what lies in the first
\ spill slot. That slot was taken for "no sum is in the flags", and the comparison left out.
variable sum  fvariable bits
: mix ( x -- )  sum @ 31 * + sum ! ;
: fmix ( r -- )  fdup fdup f= if bits f! bits @ else fdrop 17 then mix ;
: seven ( -- n ) ( F: r r r r r r r -- r r )  100 fdrop fdrop fdrop fdrop fdrop ;
: t ( x x -- y y )
  - 7 and dup begin dup while dup 1 xor >r 1- repeat drop
  0 swap begin dup while r> rot + swap 1- repeat drop
  72340172838076673 -0.3e 4.9e-324 100e -1e308 2147483648e 4503599627370497.5e 10e
  ['] seven catch if
    drop 63 -6148914691236517206  fdrop fdrop fdrop fdrop fdrop fdrop fdrop  -0e 0.5e
  then
  fmix fmix
  2/ 2dup u> 0= if
    0.5e dup s>f 1 fmix 1 2 >r
    begin -2 2 do i -1 +loop + xor - + 0< r> 1- dup >r 0= or until r>
    drop drop drop drop f>s mix drop
  else drop - then 1 ;
-129 9007199254740992 t . . cr

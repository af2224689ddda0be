\ test run
\ output:
\ | 0 -1 0 -1 -1 0 
\ | 10 20 10 20 20 10 
\ | 5 -6 5 -1 1 4 
\ | 5 8 5 8 8 5 
\ | 1 3 5 7 9 
\ | 9 7 5 3 1 
\ A sum is below one of its terms if it carried: the sum has told already what the comparison would.
: asked ( a b -- f )  tuck + u> ;
: branched ( a b -- n )  tuck + tuck u> if dup 0= + 20 else dup 0= + 10 then nip ;
: kept ( a b -- n )  tuck + tuck u> if invert then ;
: chosen ( a b -- n )  tuck + u> if 8 else 5 then ;
: cases ( xt -- )
  >r  2 3 r@ execute .  -1 5 dup 2drop  -1 6 r@ execute .  5 0 r@ execute .  -1 1 r@ execute .
  -1 -1 r@ execute .  0 4 r> execute . cr ;
: main ( -- )  ['] asked cases  ['] branched cases  ['] kept cases  ['] chosen cases ;
main
\ The test of a loop with a step of any sign.
: steps ( limit start step -- )  -rot do  i .  dup +loop drop cr ;
: main2 ( -- )  10 1 2 steps  0 9 -2 steps ;
main2
\ x86-64 chosen: "addq.*\n(\tmovl.*\n)*\tcmovae"
\ x86-64 asked: "addq.*\n\tsbbq"
\ x86-64 steps: "addq.*\n\tjae "

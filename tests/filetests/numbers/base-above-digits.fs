\ test run
\ output: >>>203 3535 4000000000007 4000000000007 1 2 \n<<<
\ A base may be larger than there are digits for: no other character is a digit then, and numbers stay exact.
1000000000000 constant trillion
: with ( c-addr u base -- n rest )  base @ >r base !  0 0 2swap >number nip nip  r> base ! ;
100 base ! 23 zz trillion base ! 47 decimal rot . swap . .
s" 47" trillion with drop .
s" 2~" 100 with . .
cr

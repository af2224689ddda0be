\ test run
\ `represent` gives digits, rounded to nearest, an exponent, the sign, and whether it is a number.
\ output:
\ | 10000 1 0 -1 
\ | 00000 1 0 -1 
\ | 150 1 -1 -1 
\ | 100 3 0 -1 
\ | 999 2 0 -1 
\ | 1000000000 -299 0 -1 
\ | 5 0 0 -1 
\ | 1235 -3 0 -1 
\ | 123456789 9 -1 -1 
\ | 66666666666666663 0 0 -1 
\ | 1 2 0 -1 
\ | 50000000000000000000 0 0 -1 
: r ( u -- ) ( F: r -- )
  {: u :} pad u represent {: n minus number :}  pad u type space n . minus . number . cr ;
1e 5 r 0e 5 r -1.5e 3 r 99.96e 3 r 99.94e 3 r 1e-300 10 r 0.5e 1 r 0.000123456e 4 r -123456789e 9 r
2e 3e f/ 17 r 9.5e 1 r 0.5e 20 r

\ test run
\ output:
\ | 0 -1 -1 -1 0 0 
\ | -1 -1 0 0 0 -1 
\ | 0 0 0 -1 -1 -1 
\ | 0 0 0 0 0 -1 
\ | -1 -1 0 0 0 -1 
\ | 0 -1 -1 -1 0 0 
\ | 0 0 0 -1 -1 -1 
\ | 0 0 0 0 0 -1 
\ | yes no yes no 
: relations ( r1 r2 -- )
  fover fover f< . fover fover f<= . fover fover f= . fover fover f>= . fover fover f> . f<> . cr ;
: zero ( r -- )
  fdup f0< . fdup f0<= . fdup f0= . fdup f0>= . fdup f0> . f0<> . cr ;
: nan ( -- r )  0e 0e f/ ;
-0e 0e relations   1e 2e relations   2e 1e relations   1e nan relations
-3e zero   -0e zero   5e-324 zero   nan zero
\ Negated by the branch, and the other way around.
: branch ( r1 r2 -- )  f< if ." yes " else ." no " then ;
: negated ( r1 r2 -- )  f>= 0= if ." yes " else ." no " then ;
1e 2e branch  nan 1e branch  nan 1e negated  2e 1e negated cr

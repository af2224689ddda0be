\ test run
\ What `>float` takes for a number: exponents without an E, no exponent at all, blanks, and what it refuses.
\ output:
\ | -1 1. -1 1500. -1 -0.5 -1 0.001 -1 1. -1 1.5 -1 1. -1 100000. 
\ | -1 0. -1 0. -1 1000. -1 0.001 -1 100. -1 100. -1 0. 
\ | 0 0 0 0 0 0 0 0 0 0 0 0 
\ | -1 1.25 -1 -1 123456789012346000000000000000. 0 
: t ( c-addr u -- )  >float dup . if f. then ;
s" 1e" t s" 1.5e3" t s" -.5e" t s" +1E-3" t s" 1" t s" 1.5" t s" 1.e" t s" 1e+5" t cr
s" " t s"    " t s" 1+3" t s" 1-3" t s" 1d2" t s" 1D+2" t s" 1e-400" t cr
s" e" t s" 1ex" t s" abc" t s" 1e 5" t s" ." t s" .e" t s" -" t s" 1e5.0" t s"  1e" t s" 1..e" t s" +-1e" t s" 1e+-1" t cr
: main ( -- )  s" 12.5e-1" t s" 0.1e" >float drop 0.1e f= . s" 123456789012345678901234567890" t s" x" t cr ;
main

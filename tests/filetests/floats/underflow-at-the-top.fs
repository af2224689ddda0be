\ test run
\ flags: --no-load-eval
: sum ( r1 r2 -- r3 )  f+ ;
1e
sum  \ error: float-stack-underflow

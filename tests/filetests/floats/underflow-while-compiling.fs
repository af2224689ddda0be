\ test run
\ flags: --load-eval
1e f+  \ error: float-stack-underflow

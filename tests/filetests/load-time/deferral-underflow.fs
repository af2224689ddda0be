\ test compile
\ The depth is known after the deferral too.
utime 2drop
1 .
drop  \ error: stack-underflow
2 .

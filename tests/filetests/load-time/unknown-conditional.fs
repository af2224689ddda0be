\ test compile
argc @ 1 > [if]  \ error: unknown-at-compile-time
.( several )
[then]

\ test compile
1 + .  \ error: stack-underflow

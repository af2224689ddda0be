\ test compile
\ The steps of `fill` were counted modulo 2^32: the evaluator went to work on a terabyte.
1099511627776 allot
here 1099511627776 - 1099511627776 erase

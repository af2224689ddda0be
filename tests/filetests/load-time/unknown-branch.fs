\ test compile
\ A word that defines cannot decide by a value that only the running program has.
: choose ( flag "name" -- )  if 1 constant else 2 constant then ;  \ error: unknown-at-compile-time
argc @ choose x

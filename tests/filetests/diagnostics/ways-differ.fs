\ test compile
\ What two ways leave different cannot decide what is compiled.
variable c
: maybe ( flag -- )  if 1 else 2 then c ! ;
: parses ( "name" -- )  parse-name 2drop c @ 1 = if 1 . then ;  \ error: unknown-at-compile-time
utime drop maybe
parses x

\ test compile
\ Where reading goes on must be known while compiling.
: skip-some ( n -- )  >in +! ;
utime drop 3 and skip-some abc  \ error: unknown-at-compile-time

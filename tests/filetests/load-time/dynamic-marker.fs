\ test run
\ A marker frees data space that the running program allotted.
\ output: >>>1 0 <<<
create a  utime drop 0 and 8 + allot
here constant start
marker back
create b 1 , b @ .
100 allot
back
here start - .

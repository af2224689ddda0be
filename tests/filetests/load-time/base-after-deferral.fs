\ test run
\ A base that is set after the deferral counts for the numbers that follow, and for output.
\ output: >>>FF 20 101 5 ZZ 1295 \n<<<
utime 2drop
hex
ff .
20 .
2 base !
101 .
decimal 5 .
36 base !
zz dup . decimal . cr

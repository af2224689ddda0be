\ test run
\ A base that only the running program has cannot have been used to read the source: the program says so.
\ stderr: >>>the number base is not the one that the source was read with<<<
\ exit: 1
: in ( base -- )  base ! ;
: sixteen ( -- n )  utime drop 0 and 16 + ;
sixteen in
10 .

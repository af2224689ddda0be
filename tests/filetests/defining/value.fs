\ test run
\ run: v == 7
\ run: 8 to v v == 8
\ run: 9 set v 7 to v == 9
\ run: bump v 7 to v == 8
5 value v
: set ( n -- )  to v ;
: bump ( -- )  v 1+ to v ;
6 set
v 1+ to v

\ test run
\ What startup code does is followed only when somebody asks; who may change the number base is followed at once.
\ output: >>>255 16 10 8 ok<<<
variable place
variable digits
: set-it ( n -- )  digits ! ;
: store ( n addr -- )  ! ;
: through ( n -- )  place @ ! ;
: base-address ( -- addr )  base ;
utime 2drop
base place store
16 through
10 ff
0a through
. .
8 base-address store
10 .
10 set-it
: now ( "name" -- )  digits @ constant ;
now number
decimal number .
.( ok)

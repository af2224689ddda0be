\ test run
\ A store by an immediate word after the deferral is repeated where it stood, after what came before it.
\ output: >>>1 2 \n<<<
variable v  1 v !
utime 2drop
v @ .
: [s] ( -- )  2 v ! ; immediate
: foo ( -- )  [s] ;
v @ . cr

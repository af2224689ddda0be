\ test run
\ Words that parse or define may print after the deferral too.
\ output: >>>made 5 note 25 \n<<<
utime 2drop
: noisy ( n "name" -- )  ." made " dup . constant ;
5 noisy five
: note ( -- )  ." note " ; immediate
: f ( -- n )  note five five * ;
f . cr

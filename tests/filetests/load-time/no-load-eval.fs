\ test run
\ flags: --no-load-eval
\ output: >>>1 6 24 120 255 720 \n<<<
: factorial ( n -- n2 )  dup 2 < if drop 1 else dup 1- recurse * then ;
: table: ( u "name" -- )  create 0 ?do i factorial , loop  does> ( n -- n2 )  swap cells + @ ;
7 table: factorials
1 factorials . 3 factorials . 4 factorials . 5 factorials . $ff .
variable v  6 factorial v !  v @ . cr

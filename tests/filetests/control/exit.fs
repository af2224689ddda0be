\ test run
\ run: 0 early == 1
\ run: 1 early == 1 2
\ run: in-middle == 1
: early ( flag -- ... )  1 swap if 2 exit then ;
: in-middle ( -- n )  1 exit 2 ;

\ test run
\ Memory is not restored by a throw.
\ run: f == -3 5
variable v
: sets ( -- )  5 v ! -3 throw ;
: f ( -- n1 n2 )  0 v !  ['] sets catch  v @ ;

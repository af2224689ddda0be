\ test run
\ run: 1 f == 10
\ run: 0 f == 20
: my-if ( -- )  [compile] if ; immediate
: f ( flag -- n )  my-if 10 else 20 then ;

\ test run
\ Data space of the running program goes on where that of the source ended.
\ output: >>>1 2 3 4 32 1 <<<
variable before  ' before ,
create tail 1 , 2 ,
: main ( -- )
  3 , 4 ,  tail 4 0 do dup i cells + @ . loop drop  here tail - .
  -16 allot 5 ,  tail @ . ;

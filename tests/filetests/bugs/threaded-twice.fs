\ test run
\ output: >>>64 100 200 200 \n<<<
\ The block behind the first `then` is copied for the way on which 1 is not 64. What it leaves to test is -5 on the other way
\ only, so the second test must not be decided by that.
: t ( x b c -- n )
  if
    if -5 swap else drop 0 1 then
    64 <> if else 64 . then
  else 2drop 0 then
  0< if 100 else 200 then ;
create kept ' t ,  kept @ kept !
: w ( x b c -- )  kept @ execute . ;
64 1 1 w  7 0 1 w  7 0 0 w  cr

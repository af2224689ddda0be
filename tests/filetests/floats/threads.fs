\ test run
\ Each thread has a float stack of its own, which is empty at first.
\ output: >>>3 0 5050 5050 10 -45 ok \n<<<
8 channel constant results
: worker ( n -- )  fdepth results send  0e 0 ?do i 1+ s>f f+ loop f>s results send ;
: pushes ( n -- )  0 ?do i s>f loop fdepth results send ;
: starts ( -- )
  1e 2e 3e
  100 ['] worker spawn  fdepth . join  results recv . results recv .
  100 ['] worker spawn join  results recv drop results recv .
  10 ['] pushes spawn join  results recv .
  f+ f+ f>s 6 <> throw ;
: empty ( r1 r2 -- )  0e f+ f+ f>s drop ;
: fails ( -- )  ['] empty spawn join ;
starts
: apply ( xt -- ??? )  execute ;
: main ( -- )  ['] empty ['] apply catch nip . ." ok " cr ;

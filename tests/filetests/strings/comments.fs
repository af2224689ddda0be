\ test run
\ output: >>>1 2 3 4 5 \n<<<
1 . \ to the end of the line ( and not further
( a comment ) 2 . ( another)3 .
( over
  lines ) 4 .
: f ( -- n ) \ comment
  ( inside ) 5 ( ) ;
f .
\
cr

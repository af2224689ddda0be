\ test run
\ output: >>>25 25 0 \n<<<
: square ( n -- n2 )  dup * ;
5 ' square execute .
: f ( n -- n2 )  ['] square execute ;
5 f .
' square ' f = . cr

\ test run
\ Pairs that only the running program has.
\ output: >>>-1 -1 -1 5 -1 3 -1 <<<
utime 2constant start
utime 2value later
later start d< 0= .
utime to later
start later d> 0= .
: get ( -- d )  start later d- ;
get d0> 0= .
5. 2value known
known d>s .
utime to known
known start d< 0= .
0. to known 1. +to known 2. +to known known d>s .
argc @ value n
n 2 +to n n 2 - = .

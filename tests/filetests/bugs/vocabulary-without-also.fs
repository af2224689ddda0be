\ test run
\ output: >>>6 again Forth Root     again 7 \n<<<
\ A vocabulary that takes the first place of the search order at the start, without `also`, hid all words of the system.
vocabulary again
again definitions
: twice ( n -- n2 )  2* ;
3 twice .  order
forth definitions
: twice ( n -- n2 )  1+ ;
6 twice . cr

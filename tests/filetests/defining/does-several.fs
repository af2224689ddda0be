\ test run
\ Several defining words, each with its own action; words that they define are independent.
\ output: >>>1 4 9 16 \n<<<
: plain ( n "name" -- )  create , does> @ ;
: squared ( n "name" -- )  create , does> @ dup * ;
1 plain a  2 squared b  3 squared c  16 plain d
a . b . c . d . cr

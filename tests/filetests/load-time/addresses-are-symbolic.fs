\ test run
\ Nothing depends on where data will lie: what asks for it is left to the program.
\ output: >>>0 -1 -1 \n<<<
create a 16 allot
create b 16 allot
a 7 and .
a b = 0= .
: hash ( addr -- n )  dup 5 rshift xor ;
a hash a hash = . cr

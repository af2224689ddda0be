\ test run
\ output: >>>16 16 16 19 16 -1 0 <<<
\ What `negate` makes of an address can be added to another one.
create a 10 , 11 ,
here a negate + .
a invert here + 1+ .
a negate here + .
a 3 swap - here + .
here negate constant m
m a + negate .
a negate dup = .
a negate dup 8 - = .

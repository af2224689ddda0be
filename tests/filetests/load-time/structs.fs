\ test run
\ Field words as a program would define them for itself.
\ output: >>>1 2 3 24 \n<<<
: field ( n1 n2 "name" -- n3 )  create over , +  does> ( addr -- addr2 )  @ + ;
0 cell field x  cell field y  cell field z  constant /point
create p /point allot
1 p x ! 2 p y ! 3 p z !
p x @ . p y @ . p z @ . /point . cr

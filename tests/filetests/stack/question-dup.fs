\ test run
\ run: 0 ?dup == 0
\ run: 5 ?dup == 5 5
\ run: 0 half-or-none == -1
\ run: 8 half-or-none == 4
\ run: 0 ?dup-kept == 0
\ run: 7 ?dup-kept == 7 7
\ run: 3 counted == 3 2 1
: half-or-none ( n -- n2 )  ?dup if 2/ else -1 then ;
: ?dup-kept ( n -- n n | 0 )  ?dup ;
: counted ( n -- ... )  begin ?dup while dup 1- repeat ;

\ test run
\ run: 5 5 counted == 9
\ run: 0 0 counted == 9
\ run: 3 0 counted == 0 1 2 9
\ run: 2 -1 counted == -1 0 1 9
\ run: 4 1 stepped == 1 3 9
\ run: 5 5 stepped == 9
: counted ( n1 n2 -- ... )  ?do i loop 9 ;
: stepped ( n1 n2 -- ... )  ?do i 2 +loop 9 ;

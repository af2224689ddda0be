\ test run
\ run: 4 1 counted == 1 2 3
\ run: 2 -1 counted == -1 0 1
\ run: 1 0 counted == 0
\ run: -9223372036854775807 9223372036854775807 counted == 9223372036854775807 -9223372036854775808
: counted ( n1 n2 -- ... )  do i loop ;

\ test run
\ `catch` restores the depth; what lies in the restored cells is not said.
\ run: 9 1 2 ['] consumes catch nip nip == 9 5
\ run: 9 ['] leaves-many catch == 9 6
\ run: 1 2 3 ['] consumes catch drop depth nip nip nip == 3
: consumes ( n1 n2 -- )  2drop 5 throw ;
: leaves-many ( -- )  1 2 3 4 6 throw ;

\ test run
\ run: 3 4 op == 12
\ run: ['] + is op 3 4 op ['] * is op == 7
\ run: action-of op ['] * = == -1
\ run: ['] op defer@ ['] * = == -1
\ run: ['] - ['] op defer! 3 4 op ['] * is op == -1
\ run: use-minus 9 4 op ['] * is op == 5
\ run: unset-op throws -2
defer op
defer unset-op
' * is op
: use-minus ( -- )  ['] - is op ;

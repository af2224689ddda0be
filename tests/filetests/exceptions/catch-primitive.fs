\ test run
\ A throw of a word of the system is caught as any other, at the top level too.
\ output: >>>-9 1 0 -10 \n<<<
\ run: 1 0 ['] / catch nip nip == -10
0 ' @ catch nip .
1 ' abs catch swap . .
: tries ( n1 n2 -- )  ['] / catch if 2drop -10 then . ;
1 0 tries cr

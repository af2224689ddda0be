\ test run
\ A throw of a word of the system is caught as any other, at the top level too.
\ output: >>>-10 -9 1 0 \n<<<
\ run: 1 0 ['] / catch nip nip == -10
1 0 ' / catch nip nip .
0 ' @ catch nip .
1 ' abs catch swap . . cr

\ test run
\ `f.rdp` and `f>buf-rdp` with more room than there are digits, and with widths that are none.
\ output:
\ | 1.500 32
\ | 1.25000E-5 32
\ | 0.10000
\ |       2.
\ | 130
\ | -9
create buf 400 allot
: blanks ( c-addr u -- c-addr2 u2 )  begin over c@ bl = while 1 /string repeat ;
1.5e buf 300 3 1 f>buf-rdp buf 300 blanks type space buf c@ 0 .r cr
1.25e-5 buf 300 290 500 f>buf-rdp buf 300 blanks over 7 type + 3 - 3 type space buf 10 + c@ 0 .r cr
0.1e 400 5 1 f>str-rdp blanks type cr
1.5e 8 -3 1 f.rdp cr
1e 300 3 1 f>str-rdp nip 0 .r cr
: negative  1e buf -5 3 1 f>buf-rdp ;  ' negative catch 0 .r cr

\ test run
\ run: 48 36 gcd == 12
\ run: 7 0 gcd == 7
\ run: 10 digits == 2
\ run: 0 digits == 0
: gcd ( u1 u2 -- u3 )  begin dup while tuck mod repeat drop ;
: digits ( u -- n )  0 swap begin dup while 10 / swap 1+ swap repeat drop ;

\ test run
\ The depth of the return stack need not be static.
\ run: 1 5 f == 5 9
\ run: 0 5 f == 0 9
\ run: 0 1 2 3 there-and-back == 1 2 3
: f ( flag n -- n2 n3 )  over if dup >r then  swap if drop r> else drop 0 then 9 ;
: there-and-back ( 0 x1 ... xn -- x1 ... xn )  0 >r begin ?dup while >r repeat  begin r> ?dup while repeat ;

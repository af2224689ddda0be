\ test run
\ run: 200 held == 200
\ run: 300 held throws -17
: held ( u -- u2 )  <# 0 ?do [char] x hold loop 0 0 #> nip ;

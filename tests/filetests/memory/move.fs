\ test run
\ output:
\ | abcdefgh
\ | ababcdef
\ | ababcdef
\ | cdefghgh
\ | abcdefgh
: text ( -- c-addr u )  s" abcdefgh" ;
create room 16 allot
: fresh ( -- )  text room swap move ;
: shown ( -- )  room 8 type cr ;
fresh shown
fresh  room room 2 + 6 move  shown
fresh  room room char+ char+ 6 move  shown
fresh  room 2 + room 6 move  shown
fresh  room room 0 move  shown

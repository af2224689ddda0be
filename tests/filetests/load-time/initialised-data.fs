\ test run
\ size x86_64-macos: <= 9000
\ size aarch64-macos: <= 17200
\ output: >>>-5 1 65535 -1 7 9 12 1 2 0 3 42 -6 7 \n<<<
\ Data that a program begins with and changes: numbers, bytes, addresses and execution tokens, with room between them.
variable low  -5 low !
create bytes  1 c, 255 c, 255 c, 0 c,
align create table  -1 , 7 , 9 ,
: add-3 ( n -- n2 )  3 + ;
create words  ' add-3 , ' negate ,
create gap  1000 cells allot
1 gap !  2 gap 999 cells + !
create where  table cell+ , gap 999 cells + ,
variable last  42 last !

: show ( -- )
  low @ .  bytes c@ .  bytes 1+ c@ bytes 2 + c@ 8 lshift or .
  table @ .  table cell+ @ .  table 2 cells + @ .
  9 words @ execute .
  gap @ .  gap 999 cells + @ .  gap 500 cells + @ .
  3 gap 999 cells + !  where cell+ @ @ .  last @ .
  6 words cell+ @ execute .  where @ @ . ;
: main ( -- )
  argc @ 99 = if 0 low !  0 bytes c!  0 table !  0 words !  0 words cell+ !  0 where !  0 where cell+ !  0 last ! then
  show cr ;

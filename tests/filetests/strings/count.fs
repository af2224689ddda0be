\ test run
\ run: packed count nip == 3
\ run: packed count drop packed - == 1
\ run: packed count + c@ == 100
create packed 3 c, char a c, char b c, char c c, char d c,

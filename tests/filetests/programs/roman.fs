\ test run
\ output:
\ | I IV MCMXCIV MMXXIV MMMCMXCIX
create symbols
  1000 , char M c, bl c, align  900 , char C c, char M c, align  500 , char D c, bl c, align
  400 , char C c, char D c, align  100 , char C c, bl c, align  90 , char X c, char C c, align
  50 , char L c, bl c, align  40 , char X c, char L c, align  10 , char X c, bl c, align
  9 , char I c, char X c, align  5 , char V c, bl c, align  4 , char I c, char V c, align  1 , char I c, bl c, align
: symbol ( u -- addr )  2 cells * symbols + ;
: .symbol ( addr -- )  cell+ dup c@ emit 1+ c@ dup bl <> if emit else drop then ;
: roman ( u -- )  13 0 do begin dup i symbol @ >= while i symbol dup .symbol @ - repeat loop drop ;
: main ( -- )  1 roman space 4 roman space 1994 roman space 2024 roman space 3999 roman cr ;

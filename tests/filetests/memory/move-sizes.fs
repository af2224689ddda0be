\ test run
\ `move` and `fill` of all small sizes, apart and overlapping by any distance, next to loops over characters.
\ output: >>>0 <<<
create a 3000 allot
create b 3000 allot
variable differences
variable seed

: random ( n -- m )  seed @ 1103515245 * 12345 + $7fffffff and dup seed !  8 rshift swap mod ;
: fresh ( -- )  3000 0 do 256 random  dup a i + c!  b i + c! loop ;
: compared ( -- )  a 3000 b 3000 compare if 1 differences +! then ;

: slow-move ( from to u -- )  >r 2dup u< r> swap if cmove> else cmove then ;
: moved ( from to u -- )  { from to u }
  a from + a to + u move  b from + b to + u slow-move  compared ;

: slow-fill ( c-addr u char -- )  -rot bounds ?do dup i c! loop drop ;
: filled ( at u char -- )  { at u char }
  a at + u char fill  b at + u char slow-fill  compared ;

: main ( -- )
  fresh
  70 0 do 40 0 do
    1000 i +  1020 j moved
    1000  1000 i + j moved
  2 +loop loop
  1000 0 do 1500 random 1500 random 1500 random moved loop
  1000 0 do 300 random 300 random 300 random moved loop
  1200 0 do 100 i + i i filled 3 +loop
  fresh 100 0 do 1000 i i filled loop
  differences ? ;

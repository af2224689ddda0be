\ test run
\ output:
\ | 606 775 924 573 178 459 192 793 310 167 244 197 82 571 928 585 846 527 780 941 
\ | 82 167 178 192 197 244 310 459 527 571 573 585 606 775 780 793 846 924 928 941 
\ | 82 167 178 192 197 244 310 459 527 571 573 585 606 775 780 793 846 924 928 941 
\ | -1 
create data 20 cells allot
: item ( u -- addr )  cells data + ;
: fill-data ( -- )  12345 20 0 do 1103515245 * 12345 + $7fffffff and dup 1000 mod i item ! loop drop ;
: .data ( -- )  20 0 do i item @ . loop cr ;
: exchange ( addr1 addr2 -- )  over @ over @ swap rot ! swap ! ;
: bubble ( -- )  20 1 do 20 i do i 1- item @ i item @ > if i 1- item i item exchange then loop loop ;
: sorted? ( -- flag )  true 20 1 do i 1- item @ i item @ > if drop false leave then loop ;
: sort ( -- )  begin sorted? 0= while bubble repeat ;
: partition ( l r -- l r r2 l2 )
  2dup + 2/ item @ >r
  2dup begin
    swap begin dup item @ r@ < while 1+ repeat
    swap begin r@ over item @ < while 1- repeat
    2dup <= if 2dup item swap item exchange >r 1+ r> 1- then
    2dup > until
  r> drop ;
: quick ( l r -- )
  partition swap rot
  2dup < if recurse else 2drop then
  2dup < if recurse else 2drop then ;
: main ( -- )
  fill-data .data sort .data
  fill-data 0 19 quick .data sorted? . cr ;

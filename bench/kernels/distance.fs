\ The edit distance of two texts: a row of a table, minima.
include common.fs

12000 constant most
create text1 most allot
create text2 most allot
create row most 1+ cells allot
0 value n

: write-text ( c-addr -- )  n bounds ?do  4 random 'a' + i c!  loop ;
: first-row ( -- )  n 1+ 0 ?do  i row i cells + !  loop ;

\ One more character of the first text: its distances to each beginning of the second.
: next-row ( char -- ) { char }
  row @  1 row +!  ( diagonal )
  n 0 ?do
    text2 i + c@ char <> 1 and +
    row i cells +  dup @ over cell+ @ min 1+  ( substituted addr changed )
    rot min  swap cell+  dup @  -rot !        ( diagonal' )
  loop drop ;

: kernel ( n -- distance )
  most min  dup to n  seed !
  text1 write-text  text2 write-text  first-row
  n 0 ?do  text1 i + c@ next-row  loop
  row n cells + @ ;

: main ( -- )  size kernel . cr ;

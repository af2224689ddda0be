\ The longest Collatz sequence that starts below n.
include common.fs

: steps ( n -- steps )
  0 swap begin dup 1 > while
    dup 1 and if 3 * 1+ else 2/ then  swap 1+ swap
  repeat drop ;

: kernel ( n -- longest )  0 swap 1 ?do  i steps max  loop ;

: main ( -- )  size kernel . cr ;

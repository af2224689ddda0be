\ test run
\ Loops that change the depth of the float stack.
\ effect: pushes ( n -- ) ( F: ? -- ? )
\ effect: total ( -- ) ( F: ? -- ? )
\ run: 5 pushes total f>s fdepth == 10 0
\ run: 0 pushes fdepth total f>s == 0 0
\ run: 7e 3 pushes total f>s == 10
\ run: 100 pushes fdepth total f>s fdepth == 100 4950 0
\ run: 4 pushes 2 picked f>s total f>s == 1 6
\ run: 1e 2e 3e 0 picked f>s 2 picked f>s fdrop fdrop fdrop == 3 1
\ run: 3 pushes pairs fdepth total f>s == 7 11
\ run: 9 halves fdepth total f>s == 4 24
: pushes ( n -- ??? )  0 ?do i s>f loop ;
: total ( ??? -- r )  0e begin fdepth 1 > while f+ repeat ;
: picked ( n -- r )  fpick ;
: pairs ( ??? -- ??? )  fdepth 0 ?do fdup 2 +loop fdup fdup ;
: halves ( n -- ??? )  begin dup 2 > while dup s>f 2 - repeat drop ;

\ test run
\ A defining word with computed sizes, used by another.
\ output: >>>12 6 96 \n<<<
: matrix ( u1 u2 "name" -- )  create dup , * cells allot  does> ( u3 u4 -- addr )  dup >r @ rot * + cells r> cell+ + ;
3 4 matrix m
12 1 2 m !  6 2 3 m !
1 2 m @ . 2 3 m @ . 2 3 m 0 0 m - 8 + . cr

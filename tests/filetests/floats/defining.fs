\ test run
\ output: >>>3 4 9 12 13 16 1 \n<<<
\ effect: area ( -- ) ( F: r -- r )
\ run: 2e area f>s == 12
\ run: 5e set q f>s == 5
\ run: third f>s == 7
3e fconstant three  three f>s .
4e fvalue q  q f>s .
4e +to q  5e to q  4e +to q  q f>s .
: set ( r -- )  to q ;  12e set q f>s .
fvariable v  13e v f!  v f@ f>s .
: area ( r -- r2 )  fdup f* three f* ;
: computed ( -- r )  [ 4e 4e f* ] fliteral ;  computed f>s .
: scaled ( r -- )  create f, does> ( r -- r2 ) f@ f* ;
0.5e scaled half  2e half f>s . cr
: seven ( -- r )  7e ;
defer third  ' seven is third

\ test run
\ run: ['] taker apply throws -45
\ run: ['] taker ['] apply catch nip == -45
\ run: 1e ['] f+ apply throws -45
\ run: 1e ['] f+ ['] apply catch nip fdepth fdrop == -45 1
\ run: 3 picked throws -45
\ run: endless throws -44
\ run: ['] endless catch fdepth == -44 0
fvariable v
: taker ( r -- )  v f! ;
: apply ( xt -- ??? )  execute ;
: picked ( n -- r )  1e fpick v f! ;
: endless ( -- )  begin 1e fdepth drop again ;

\ test run
\ A word that is called twice by one that is inlined into a loop is inlined there in its turn.
\ x86-64 total: not "call"
\ output: >>>330 140 <<<
create cells# 1 c, 2 c, 3 c, 4 c, 5 c, 6 c, 7 c, 8 c,
: cell? ( n -- n2 )  7 and cells# + c@ ;
: row ( n -- n2 )  dup 1- cell?  over cell? +  swap 1+ cell? + ;
: rows ( n -- n2 )  dup 2 - row  swap 2 + row + ;
: total ( n -- n2 )  0 swap 0 ?do i rows + i 1 and + loop ;
: main ( -- )  12 total .  5 total . ;

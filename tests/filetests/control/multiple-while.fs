\ test run
\ A loop with several exits (Forth-2012 A.3.2.3.2): each `while` but the last needs a `then` or `else`.
\ run: 3 search == 3 1
\ run: 50 search == 5 2
\ run: 1 forked == 1 345 123
\ run: 1 forked-long == 1 2 123
: search ( n -- n2 n3 )  0 begin 2dup <> while dup 5 < while 1+ repeat nip 2 else nip 1 then ;
: forked ( n -- ... )  begin dup 2 > while dup 5 < while dup 1+ repeat 123 else 345 123 then ;
: forked-long ( n -- ... )  begin dup 5 < while dup 1+ dup 0< while repeat then 123 ;

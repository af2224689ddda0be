\ test run
\ output: >>>5 0 <<<
\ A zero follows a string literal, for code that looks for one.
: length ( c-addr -- u )  0 begin 2dup + c@ while 1+ repeat nip ;
: main ( -- )  s" abcde" drop length .  s" " drop length . ;

\ test run
\ What the text interpreter objects to in evaluated text can be caught. The source goes on where it was.
\ flags: --load-eval
\ output: >>>-13 7 6 0 3 -14 -16 -13 5 <<<
: undefined ( -- )  s" 111 no-such-word-here 222" evaluate ;
6 7 ' undefined catch . . .
: after-it ( -- )  s" 1 2 +" evaluate ;
' after-it catch . .
: compile-only-word ( -- )  s" r>" evaluate ;
' compile-only-word catch .
: name-missing ( -- )  s" create" evaluate ;
' name-missing catch .
: with-position ( -- )  >in @ drop s" no-such-word-here" evaluate ;
' with-position catch . 5 .

\ test run
\ Locals survive a throw that is caught.
\ run: 5 f == 5 9 -3
: fails ( -- )  -3 throw ;
: f {: n | m :}  9 to m  ['] fails catch  n swap m swap ;

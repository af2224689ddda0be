\ test run
\ Locals hide words of the same name, in their definition only; case does not matter.
\ run: 5 f == 10
\ run: dup-name == 1 1
\ run: 3 4 g == 4 3
: f {: dup -- n :}  dup DUP + ;
: dup-name ( -- 1 1 )  1 dup ;
: g {: Left RIGHT :}  right left ;

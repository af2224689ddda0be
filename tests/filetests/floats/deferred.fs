\ test run
\ The top level from where it is left to the running program.
\ output:
\ | 3 7 12 2 
\ | 5 1 9 4 
\ | 0 2 8 6 3 
\ | -45 0 
1e 2e
utime 2drop
f+ f>s .
3e fvalue a  4e fconstant b  a b f+ f>s .
fvariable v  a b f* v f!  v f@ f>s .
utime 2drop 2 s>f fconstant two  two f>s . cr
: pushes ( n -- ??? )  0 ?do i s>f loop ;
: area ( r1 r2 -- r3 )  f* ;
5 pushes fdepth . f+ f+ f+ f+ fdrop
utime 2drop 1 s>f fvalue c  c f>s .  9e to c  c f>s .
create t 4e f, two f,  t f@ f>s . cr
1e 2e fdepth 2 - . fdepth . area f>s 6 + .
utime d>f fdup f/ 6e f* f>s .
' area constant xt  1e 3e xt execute f>s . cr
: short ( -- n )  1e ['] f+ catch fdepth 1 <> throw fdrop ;
: under ( r1 r2 -- )  f+ fdrop ;
' under catch . fdepth . cr

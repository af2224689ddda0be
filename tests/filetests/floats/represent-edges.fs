\ test run
\ `represent` and `>float` with lengths that are none, no digits, and more digits than a float has.
\ output:
\ | -9 -9 -9 
\ | -1 0 0 5000
\ | -1 0 1 -1 0 0 
\ | -9 
create big 2000 allot
: negative  pad -1 1e represent ;
: long  pad 1000000000 1e represent ;
: nowhere  0 5 1e represent ;
: many  big 2000 0.1e represent . . .  big 54 + 2 type  big 1998 + 2 type cr ;
: none  pad 0 0.6e represent . . .  pad 0 0.4e represent . . . cr ;
: negative-text  s" 1e5" drop -3 >float ;
' negative catch .  ' long catch .  ' nowhere catch . cr
many none
' negative-text catch . cr

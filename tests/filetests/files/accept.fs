\ test run
\ `accept` takes a line without its end, at most as much of it as is wanted; 0 at the end of the input.
\ stdin: >>>hello\n\ntoo long\nlast<<<
\ output:
\ | 5 hello
\ | 0 
\ | 3 too
\ | 4 last
\ | 0 
create buffer 16 allot
: get ( u -- )  buffer swap accept dup . buffer swap type cr ;
: main ( -- )  16 get 16 get 3 get  16 get 16 get ;

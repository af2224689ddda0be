\ test run
\ output: >>>30 20 10 \n<<<
variable chain
: link ( n -- )  here chain @ , swap , chain ! ;
10 link 20 link 30 link
: main ( -- )  chain @ begin dup while dup cell+ @ . @ repeat drop cr ;

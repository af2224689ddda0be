\ test run
\ output: >>>one two three \n<<<
\ Strings that `,"` lays down begin at addresses of cells, so that a program can step from one to the next.
here  ," one" ," two" ," three"  constant strings
: next-string ( c-addr1 -- c-addr2 )  count + aligned ;
: .strings ( c-addr n -- )  0 ?do  dup count type space  next-string loop  drop cr ;
strings 3 .strings

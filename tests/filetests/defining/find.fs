\ test run
\ output: >>>-1 1 0 14 \n<<<
: counted ( c-addr u -- c-addr2 )  dup pad c!  pad char+ swap move  pad ;
: try ( c-addr u -- n )  counted find nip ;
: double ( n -- n2 )  2* ;
s" double" try .
s" if" try .
s" no-such-word" try .
7 s" DOUBLE" counted find drop execute .
cr

\ test run
\ What the running program did with known values is known while compiling, in `pad` too.
\ output: >>>-1 0 <<<
: counted ( c-addr u -- c-addr2 )  dup pad c!  pad char+ swap move  pad ;
utime 2drop
s" dup" counted find nip .
s" no such word" counted find nip .

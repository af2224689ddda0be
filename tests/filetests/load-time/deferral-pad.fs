\ test compile
\ What the running program put somewhere is not known while compiling.
: counted ( c-addr u -- c-addr2 )  dup pad c!  pad char+ swap move  pad ;
utime 2drop
s" dup" counted find  \ error: needs-running-program

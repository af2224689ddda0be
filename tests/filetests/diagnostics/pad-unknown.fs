\ test compile
\ What the running program put somewhere is not known if the program did not know it itself.
: counted ( c-addr u -- c-addr2 )  dup pad c!  pad char+ swap move  pad ;
s" dup" utime drop 0 and + counted find  \ error: needs-running-program

\ test run
\ output:
\ | hello
\ |  two  spaces 
\ | a"b? no
: hello ( -- c-addr u )  s" hello" ;
hello type cr
s"  two  spaces " type cr
s" a" type 34 emit s" b? no" type cr

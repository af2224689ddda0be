\ test run
\ Code of the top level that the compiler left to the program may get at `source`; words that parse go on.
\ output: >>>testing abc5 testing def<<<
variable verbose  true verbose !
: testing ( "text" -- )  source verbose @ if dup >r type r> >in ! else >in ! drop then ;
variable hook  : fails ( -- )  source type ;  ' fails hook !
utime 2drop
testing abc
5 .
testing def

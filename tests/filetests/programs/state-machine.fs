\ test run
\ Words counted with a table of transitions, made at load time.
\ output:
\ | 4 0 1 
0 constant outside  1 constant inside
variable words
: begin-word ( -- )  1 words +! ;
: nothing ( -- ) ;
create transitions
  outside , ' nothing ,  inside , ' begin-word ,
  outside , ' nothing ,  inside , ' nothing ,
: blank? ( char -- n )  bl > 1 and ;
: transition ( state char -- state2 )  blank? swap 2* + 2* cells transitions + dup cell+ @ execute @ ;
: count-words ( c-addr u -- n )  0 words !  outside -rot over + swap ?do i c@ transition loop drop words @ ;
: main ( -- )  s"  the quick  brown fox" count-words . s" " count-words . s" one" count-words . cr ;

\ test run
\ output: >>>abc def 3 ghi jkl x 104\n<<<
utime 2drop
s" abc" type space
.( def )
s" ghi" nip .
s" ghi " type
: jkl ( -- )  ." jkl " ;
jkl
char x emit space
c" hello" 1+ c@ 0 .r cr

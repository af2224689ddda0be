\ test run
\ output: >>>hello|3|a b |0|x|last|\n<<<
: | ( -- )  [char] | emit ;
bl word hello count type |
bl word   abc count nip 0 .r |
char , word a b , count type |
bl word
count nip 0 .r |
char , word ,,,x, count type |
char , word last
count type |
cr

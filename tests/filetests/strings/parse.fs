\ test run
\ output: >>>abc def| lead|0|name|5|\n<<<
: | ( -- )  [char] | emit ;
char ) parse abc def)type |
char , parse  lead,type |
char , parse ,nip 0 .r |
parse-name   name type |
parse-name hello nip 0 .r | cr

\ test run
\ output: >>>rest of line|0|\n<<<
: | ( -- )  [char] | emit ;
: to-end ( "text" -- )  0 parse type | ;
to-end rest of line
: name-length ( "name" -- )  parse-name nip 0 .r | ;
name-length
cr

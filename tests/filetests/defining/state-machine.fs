\ test run
\ A user compiler: a word that builds other words' code from a table.
\ output: >>>odd even odd even \n<<<
: even-name ( -- )  ." even " ;
: odd-name ( -- )  ." odd " ;
create names ' even-name , ' odd-name ,
: by-parity ( n -- )  1 and cells names + @ execute ;
: main ( -- )  1 by-parity 2 by-parity 3 by-parity 4 by-parity cr ;

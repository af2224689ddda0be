\ test run
\ output: >>>first second<<<
\ Beginnings of lines that nobody ended are printed when the program ends, in the order they were begun.
variable said
variable busy
: say ( -- )  ." first " true said atomic!  begin 1 busy atomic+! again ;
: main ( -- )  ['] say spawn drop  begin said atomic@ until  ." second" ;

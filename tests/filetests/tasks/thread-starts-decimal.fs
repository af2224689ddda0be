\ test run
\ output: >>>255 FF \n<<<
: worker ( -- )  255 . ;
: main ( -- )  hex ['] worker spawn join 255 . decimal cr ;

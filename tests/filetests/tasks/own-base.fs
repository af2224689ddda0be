\ test run
\ Each thread has a number base, pad and pictured output of its own.
\ output: >>>FF 255 \n<<<
1 channel constant go
: worker ( -- )  hex go recv drop 255 . ;
: main ( -- )  ['] worker spawn  1 go send  join 255 . cr ;

\ test run
\ Digits of different bases in one number.
\ output: >>>1:01:01 23:59:59 \n<<<
: sextal ( -- )  6 base ! ;
: :00 ( ud1 -- ud2 )  # sextal # decimal [char] : hold ;
: .time ( u -- )  0 <# :00 :00 #s #> type space ;
: main ( -- )  3661 .time 86399 .time cr ;

\ test run
\ output: >>>12.34 -5.00 $1,234 0000042 \n<<<
: .cents ( n -- )  dup abs 0 <# # # [char] . hold #s rot sign #> type space ;
: .dollars ( u -- )  0 <# # # # [char] , hold #s [char] $ hold #> type space ;
: .padded ( u -- )  0 <# # # # # # # # #> type space ;
: main ( -- )  1234 .cents -500 .cents 1234 .dollars 42 .padded cr ;

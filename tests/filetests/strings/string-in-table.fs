\ test run
\ output: >>>red green blue \n<<<
: ," ( "text" -- )  [char] " parse dup c, here over allot swap move ;
create colors ," red" ," green" ," blue"
: nth ( c-addr u -- c-addr2 )  0 ?do count + loop ;
: .color ( u -- )  colors swap nth count type space ;
0 .color 1 .color 2 .color cr

\ test run
\ output: >>>0x2A <>\n<<<
: .hex ( u -- )  base @ swap hex  0 <# #s s" 0x" holds #> type  base ! ;
: main ( -- )  42 .hex space  0 0 <# s" >" holds s" " holds s" <" holds #> type cr ;

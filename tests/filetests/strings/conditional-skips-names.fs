\ test run
\ What is skipped is only names: a parenthesis or backslash there begins no comment.
\ output: >>>after also\n<<<
false [if]
  char ( emit
[then]
.( after )
false [if] char \ emit [then] .( also)
cr

\ test run
\ `source` and `>in` see the line that is interpreted; moving `>in` moves the parse position.
\ flags: --load-eval
\ output: >>>rest of the line|2 2 |3 |1 2 3 |<<<
: /string ( c-addr u n -- c-addr u )  tuck - >r + r> ;
: rest ( "rest" -- )  source >in @ /string type  source nip >in ! ;
rest rest of the line
.( |)
variable again-at  variable turns
: mark ( -- )  >in @ again-at ! ;
: once-more ( -- )  1 turns +!  turns @ 2 < if again-at @ >in ! then ;
mark 2 . once-more .( |)
: third-word ( "a b c" -- )  parse-name 2drop parse-name 2drop parse-name evaluate . ;
third-word 1 2 3 .( |)
: compare ( c-addr1 u1 c-addr2 u2 -- n )  rot over <> if 2drop drop 1 exit then
  0 ?do over i + c@ over i + c@ <> if 2drop 1 unloop exit then loop 2drop 0 ;
: lines ( "lines" -- )
  begin refill while source s" end" compare while source evaluate . source nip >in ! repeat then source nip >in ! ;
lines
1
2
3
end
.( |)

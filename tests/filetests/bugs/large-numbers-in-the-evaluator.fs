\ test run
\ The evaluator computed with numbers beyond 2^53 in floating point.
\ output: >>>0 -8 8 72057594037927944 <<<
\ run: 2305843009213693953 cells == 8
-9223372036854775808 cells .  9223372036854775807 cells .  2305843009213693953 cells .  9007199254740993 cells .

\ A character is the low byte of a cell, however large the cell is.
\ output: >>>ABB<<<
create text 2 allot
-9223372036854775743 emit  text 2 9223372036854775618 fill  text 2 type

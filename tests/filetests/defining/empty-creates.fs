\ test run
\ Words without data are still different: their addresses serve as marks.
\ output: >>>0 0 -1 <<<
create red
create green
create blue
red green = .  green blue = .  red red = .

\ test run
\ args: one "two words"
\ output: >>>3 one two words 0 \n<<<
argc @ .
1 arg type space
2 arg type space
3 arg nip . cr

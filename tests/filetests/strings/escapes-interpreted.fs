\ test run
\ output: >>>a\tb\nc\n<<<
s\" a\tb\n" type
.\" c\n"

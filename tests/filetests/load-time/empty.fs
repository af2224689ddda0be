\ test run
\ output: >>><<<

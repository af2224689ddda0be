\ test run
\ exit: 1
\ stderr: >>>invalid memory address\n<<<
variable nowhere
: main ( -- )  5 nowhere @ ! ;

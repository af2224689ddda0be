\ test run
\ stdin: >>>abc<<<
\ output: >>>a bc \n<<<
key emit space
: rest ( -- )  pad 10 accept pad swap type space ;
rest cr

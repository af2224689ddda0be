\ test run
\ args: one two
\ output: >>>one two 0 \n<<<
next-arg type space
: main ( -- )  next-arg type space  next-arg nip . cr ;

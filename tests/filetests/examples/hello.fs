\ test run
\ output: >>>Hello, world!\n<<<
include ../../../examples/hello.fs

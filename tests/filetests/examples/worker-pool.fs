\ test run
\ output:
\ | 100000 numbers, 9592 of them prime
include ../../../examples/worker-pool.fs

\ test run
\ output:
\ | 13 jobs served, 3 lost
include ../../../examples/supervision.fs

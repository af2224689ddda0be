\ test run
\ output:
\ | signal 15 
\ | all that was taken in was done
include ../../../examples/shutdown.fs

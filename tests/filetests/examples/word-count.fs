\ test run
\ stdin: >>>The cat and the dog; the bird\nand the Cat: it's\n\nCAT<<<
\ output:
\ | 12 words, 6 different
\ |       4 the
\ |       3 cat
\ |       2 and
\ |       1 bird
\ |       1 dog
\ |       1 it's
include ../../../examples/word-count.fs

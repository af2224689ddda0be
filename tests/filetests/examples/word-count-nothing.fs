\ test run
\ args: /no/such/file
\ output:
\ | cannot read /no/such/file
\ | 0 words, 0 different
include ../../../examples/word-count.fs

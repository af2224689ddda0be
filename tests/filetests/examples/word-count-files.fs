\ test run
\ The file is made before, and counted twice.
\ args: birds.txt birds.txt
\ output:
\ | 12 words, 4 different
\ |       4 birds
\ |       4 two
\ |       2 and
\ |       2 more
: make-file ( -- )
  s" birds.txt" w/o create-file throw
  s\" Two birds,\nand two more birds.\n" third write-file throw  close-file throw ;
make-file
include ../../../examples/word-count.fs

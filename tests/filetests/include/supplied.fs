\ test run
\ output: >>>own 0 0 1 4 \n<<<
\ The words of gforth's files are there without the files; a file of the program's own comes first.
include random.fs
require random.fs
s" vt100.fs" included
include parts/struct.fs
1 seed !
6 random . 6 random . 6 random . 6 random . cr

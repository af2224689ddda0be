\ test include
.( leaf )
include ../two.fs

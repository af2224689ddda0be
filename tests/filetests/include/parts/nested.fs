\ test include
\ A path is looked up beside the file that includes it.
.( nested )
include deeper/leaf.fs

\ test include
.( own )

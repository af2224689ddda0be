\ test include
.( two )
2 constant two-constant
: two-word ( -- n )  1 ;

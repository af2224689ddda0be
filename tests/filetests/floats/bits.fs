\ test include
\ Floats as their bits: no conversion to text comes between.
fvariable bits-of
: fb. ( r -- )  bits-of f! bits-of @ base @ hex swap u. base ! ;
: bits ( r -- x )  bits-of f! bits-of @ ;

\ test compile
: f ( n -- n )  drop ;  \ warning: effect-mismatch
: g ( -- )  5 ;  \ warning: effect-mismatch
: h ( d -- d )  drop ;  \ warning: effect-mismatch
: fine ( n -- )  drop ;
: no-comment  drop ;
: odd-comment ( takes and gives )  drop ;

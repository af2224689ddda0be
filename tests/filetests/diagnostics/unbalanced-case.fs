\ test compile
: f ( n -- )  case 1 of 2 drop endof ;  \ error: unbalanced-control
: g ( n -- )  1 of endof ;  \ error: unbalanced-control
: h ( n -- )  endcase ;  \ error: unbalanced-control

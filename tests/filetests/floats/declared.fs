\ test compile
\ flags: --strict
: fine ( n -- ) ( F: r -- r2 )  s>f f+ ;
: also ( F: r -- r2 ) ( n -- )  s>f f+ ;
: typed ( n r -- r2 )  s>f f+ ;
: plain ( x y -- sum )  f+ ;
: short ( r -- r2 )  f+ ;  \ error: effect-mismatch
: cells ( n -- n )  f+ ;  \ error: effect-mismatch
: missing ( -- )  f>s drop ;  \ error: effect-mismatch
: other ( n -- ) ( F: -- r )  drop ;  \ error: effect-mismatch

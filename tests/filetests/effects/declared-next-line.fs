\ test compile
\ The comment may stand on the next line, and reach over lines.
: f
  ( n -- n )  drop ;  \ warning: effect-mismatch
: g ( a
      b -- c )  + ;

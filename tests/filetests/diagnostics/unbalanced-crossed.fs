\ test compile
\ A loop closed inside a branch that was opened in it.
: f ( n -- )
  begin  \ error: unbalanced-control
    dup if 1-
  again  \ error: unbalanced-control
  then ;

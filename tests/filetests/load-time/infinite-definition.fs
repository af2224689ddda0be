\ test compile
\ A word that runs while compiling has to end.
: forever ( -- )  begin again ; immediate  \ error: evaluation-limit
: f ( -- )  forever ;

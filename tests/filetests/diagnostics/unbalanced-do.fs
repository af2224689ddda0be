\ test compile
: f ( -- )  3 0 do i drop ;  \ error: unbalanced-control

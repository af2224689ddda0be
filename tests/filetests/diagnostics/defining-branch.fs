\ test compile
: sized ( "name" -- )  create argc @ 1 > if 2 else 4 then , ;  \ error: unknown-at-compile-time
sized s

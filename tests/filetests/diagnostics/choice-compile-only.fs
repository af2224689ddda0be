\ test compile
argc @ [if] 5 0 do i . loop [then]  \ error: compile-only

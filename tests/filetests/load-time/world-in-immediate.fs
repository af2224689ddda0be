\ test compile
\ In a definition there is no running program to ask.
: now ( -- )  utime 2drop ; immediate
: f ( -- )  now ;  \ error: needs-running-program

\ test compile
\ A word that runs while compiling and does not end is stopped soon, although each step leaves code to the program.
variable link
: endless ( "name" -- )  begin link @ . again create ;
utime drop link !
endless loop \ error: evaluation-limit

\ test compile
\ A word that takes its caller's return address can be called, but not be executed by a token in memory.
: ?bail ( flag -- )  0= if r> drop then ;
variable action
: set ( -- )  ['] ?bail action ! ;  \ error: return-address
: main ( -- )  set  true action @ execute ;

\ test run
\ `see` shows stack code; `id.` and `.name` show names.
\ output:
\ | 
\ | : sq  
\ |   dup * ;
\ | : choose  
\ |   ?branch L1 1 branch L2 
\ |  L1: 2 
\ |  L2: ;
\ | 5 Constant five 
\ | Create v 
\ | dup is a primitive ( x -- x x ): Duplicate x.
\ | five sq choose 
: sq ( n -- n2 )  dup * ;
: choose ( flag -- n )  if 1 else 2 then ;
5 constant five
variable v
see sq see choose see five see v see dup cr
s" FIVE" find-name id.  s" sq" find-name .name  ' choose >name id. cr

\ test run
\ The running program sees the line that it is called from, and no state but interpretation.
\ output: >>>[show 1 2 + . ]3 [7 here] 0 -1 <<<
: show ( -- )  ." [" source >in @ 5 - /string type ." ]" ;
: about ( -- )  source drop 1 type space source-id drop ;
utime 2drop
show 1 2 + . 
: two ( -- )  ." [" source nip 0 .r ."  here] " ;
two    
state @ .
: from-text ( -- n )  s" source-id" evaluate ;
from-text .

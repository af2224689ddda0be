\ test run
\ Printed while the definition is compiled, which is before it runs.
\ output: >>>first second\n<<<
: f ( -- )  ." second" [ .( first ) ] cr ;
f

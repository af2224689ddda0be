\ test run
\ output: >>>on off \n<<<
\ As in gforth, a program that asks is told that warnings are on.
: asked ( -- )  warnings @ if ." on " else ." off " then ;
asked  warnings off  asked cr

\ test run
\ What the top level stored is there when the program starts.
\ output: >>>5 hello 7 8 15 \n<<<
variable v  5 v !
create text 5 allot  s" hello" text swap move
2variable pair  7 8 pair 2!
3 value val  15 to val
: main ( -- )  v @ . text 5 type space pair 2@ swap . . val . cr ;

\ test run
\ A list linked through data space while loading, with addresses in it.
\ output: >>>three two one \n<<<
variable latest-node
: node ( "name" -- )  here latest-node @ , latest-node !  parse-name dup c, over + swap ?do i c@ c, loop align ;
node one
node two
node three
: .nodes ( -- )  latest-node @ begin dup while dup cell+ count type space @ repeat drop ;
.nodes
: main ( -- )  cr ;

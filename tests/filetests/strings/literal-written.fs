\ test run
\ output: >>>Xbc aXc aYc abc abc XY<<<
\ The program may write to a string literal, which is its own: another one with the same text stays as it is.
: one ( -- c-addr u )  s" abc" ;
: two ( -- c-addr u )  s" abc" ;
: put ( char c-addr u n -- )  nip + c! ;
: copy ( c-addr u -- )  pad swap dup >r move pad r> type ;
char X one 0 put  one copy space
s" abc" 2dup char X -rot 1 put type space
char a one 0 put  char Y one 1 put  one type space
two type space  ." abc"
\ So does who changes what was parsed.
: upper ( c-addr u -- )  over + swap ?do i c@ 32 - i c! loop ;
: shout ( "name" -- )  parse-name 2dup upper space type ;
shout xy

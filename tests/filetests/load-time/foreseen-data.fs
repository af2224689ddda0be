\ test run
\ After deferral, words that parse or define decide by data that startup code wrote, as far as that is known.
\ output: >>>decimal 10 loud 3 quiet <<<
variable loud?
variable seen
: ?type ( -- )  ')' parse loud? @ if type space else 2drop then ;
: note ( n -- )  dup seen ! 5 > loud? ! ;
utime 2drop
7 note ?type decimal)
10 .  seen @ 7 - 0= loud? !  ?type loud)
utime drop seen !
2 note ?type not shown)
: choose ( "name" -- )  seen @ 2 = if : 3 postpone literal postpone ; else 4 constant then ;
choose three  three .
.( quiet )

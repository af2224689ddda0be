\ test run
\ Printing with a base of its own leaves the base alone.
\ output: >>>10 -1 $FFFFFFFFFFFFFFFF $A FF    10  -10<<<
\ run: base @ == 10
hex
a dec. -1 dec. -1 hex. a hex. ff .  a 5 dec.r -a 5 dec.r
decimal

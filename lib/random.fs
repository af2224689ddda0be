\ Random numbers, as gforth's random.fs has them: the same seed gives the same numbers.

variable seed ( -- a-addr )  \ gforth
  \ Address of the cell that `rnd` goes on from; the program sets it.
: rnd ( -- n )  \ gforth
  \ The next of a sequence of cells that goes through `seed`.
  seed @ $10450405 um* drop 1+ dup seed ! ;
: random ( n1 -- n2 )  \ gforth
  \ A number from 0 up to n1 - 1.
  rnd um* nip ;

\ test run
\ The sum whose carry is added may be an operand of that very addition.
\ run: 5 7 carried -1 2 carried -1 -1 carried == 12 2 -1
\ run: 3 1 borrowed 1 3 borrowed == 2 -3
: carried ( a b -- n )  over + tuck u> over swap - nip ;
: borrowed ( a b -- n )  2dup u< -rot - + ;

\ test run
\ The limit of a `do` loop is reached by going round: `do` with equal bounds runs 2^64 turns unless left.
\ run: 5 5 turns == 1001
\ run: 3 5 turns == 1001
variable bumps
: turns ( n1 n2 -- n3 )  0 bumps !  do 1 bumps +! bumps @ 1000 > if leave then loop bumps @ ;

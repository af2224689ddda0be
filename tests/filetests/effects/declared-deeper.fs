\ test run
\ A comment may name cells below those that the word touches.
\ effect: top-two ( n n -- n )
\ run: 1 2 3 top-two == 1 5
: top-two ( a b c -- a b+c )  + ;

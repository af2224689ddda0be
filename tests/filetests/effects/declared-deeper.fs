\ test compile
\ A comment may name cells below those that the word touches.
\ effect: top-two ( n n -- n )
: top-two ( a b c -- a b+c )  + ;

\ test run
\ A list laid out at load time works with the same words.
\ run: chain length == 3
\ run: chain car chain cdr car chain cdr cdr car == 30 20 10
: link ( list x "name" -- )  create , , ;
nil 10 link last
last 20 link middle
middle 30 link chain

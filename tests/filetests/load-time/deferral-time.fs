\ test run
\ Time is asked when the program runs.
\ run: asked-in-past == 0
2variable when
utime when 2!
: asked-in-past ( -- flag )  when @ 0< ;

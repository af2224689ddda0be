\ test run
\ Paths that leave different numbers of floats meet; cells do not care, and the other way around.
\ effect: maybe ( n -- ) ( F: ? -- ? )
\ effect: mixed ( ? -- ? ) ( F: ? -- ? )
\ effect: cells ( ? -- ? ) ( F: r r -- r )
\ effect: loops ( n -- n ) ( F: r -- r )
\ run: 5e 0 maybe fdepth fclearstack == 1
\ run: 5e 1 maybe fdepth f>s fclearstack == 2 6
\ run: 3e 1 twice f>s fclearstack == 7
\ run: 3e 0 twice f>s fclearstack == 3
\ run: 1 2e 3e mixed f>s fdepth fclearstack == 1 1 5 0
\ run: 0 2e 3e mixed f>s fdepth f>s f>s == 3 2 2 2 2
\ run: 1 2e 3e cells f>s == 9 5
\ run: 0 2e 3e cells f>s == 5
\ run: 10 1e loops f>s == 0 1024
\ run: 1e 2e 3e 4 deep f>s f>s fdepth fclearstack == 3 2 1
\ run: 1e 2e 3e 1 deep f>s f>s fdepth fclearstack == 1 6 5
: maybe ( flag -- ??? )  if 6e then ;
\ Below the place where the paths meet floats are used that lie deeper.
: twice ( flag -- ??? )  if fdup fdup f+ 1e f+ then fdup fdrop ;
: mixed ( flag -- ??? )  if 1 f+ 1 else f>s fdup fdup then ;
: cells ( flag -- ??? )  if 9 then f+ ;
: loops ( n r -- n2 r2 )  begin dup while 1- fdup f+ repeat ;
: deep ( n -- ??? )  case 1 of 4e fswap 5e 6e 1e endof 2 of fdrop endof 4 of endof endcase ;

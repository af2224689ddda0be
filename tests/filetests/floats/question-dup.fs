\ test run
\ A fork of the data stack leaves floats alone.
\ effect: scaled ( n -- ) ( F: r -- r )
\ effect: counted ( n -- ) ( F: r -- r )
\ effect: open ( ? -- ? ) ( F: r r -- r )
\ run: 3 2e scaled f>s == 6
\ run: 0 2e scaled f>s == 2
\ run: 5 1e counted f>s == 32
\ run: 0 1e counted f>s == 1
\ run: 4 1e 2e open f>s == 4 4 3
\ run: 0 1e 2e open f>s == 0 3
\ run: 3 either f>s == 3
\ run: 0 either f>s == -1
\ run: 2e 5 caught f>s == 12
\ run: 2e 0 caught f>s == -2 2
: scaled ( n r -- r2 )  ?dup if s>f f* then ;
: counted ( n r -- r2 )  begin ?dup while 1- fdup f+ repeat ;
: open ( n r1 r2 -- ??? )  ?dup f+ ;
: either ( n -- r )  ?dup if s>f else -1e then ;
: inverse ( n -- r )  dup 0= if -2 throw then ;
: caught ( n r -- r2 )  ['] inverse catch ?dup if nip else s>f fover f* f+ then ;

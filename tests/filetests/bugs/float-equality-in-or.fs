\ test run
\ The equality of floats, put together with other flags: the flag of the processor for it is two. A NaN differs from itself.
\ run: 1e 1e 1 2 either == 0
\ run: 1e 2e 1 2 either == -1
\ run: 1e 1e 3 3 either == -1
\ run: nan nan 1 2 either == -1
\ run: 1e 1e 1 2 both == -1
\ run: 1e 2e 1 2 both == 0
\ run: nan nan 1 2 both == 0
\ run: 1e 1e 3 3 both == 0
\ run: 1e 1e 1 2 counted == 1
\ run: nan nan 1 2 counted == 11
: nan ( -- r )  0e 0e f/ ;
: either ( n n2 -- flag ) ( F: r r2 -- )  = f= 0= or if true else false then ;
: both ( n n2 -- flag ) ( F: r r2 -- )  <> f= and if true else false then ;
: counted ( n n2 -- n3 ) ( F: r r2 -- )  <> 1 and  f= 0= 10 and + ;

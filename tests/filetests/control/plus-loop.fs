\ test run
\ run: 1 4 -1 by == 4 3 2 1
\ run: 1 4 -2 by == 4 2
\ run: 4 1 1 by == 1 2 3
\ run: 10 1 4 by == 1 5 9
\ run: 9 1 4 by == 1 5
\ run: 1 1 -1 by == 1
\ run: 0 1 -1 by == 1 0
\ run: 0 0 -1 by == 0
\ run: 4 4 -1 by == 4
\ run: 2 -1 -1 by-few == -1 -2 -3 -4
\ run: 1 4 1 by-few == 4 5 6 7
variable step
: by ( n1 n2 n3 -- ... )  step !  do i step @ +loop ;
: by-few ( n1 n2 n3 -- ... )  step !  0 -rot do  i swap 1+ dup 4 = if drop leave then step @ +loop ;

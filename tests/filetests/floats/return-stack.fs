\ test run
\ output: >>>-0. 1.5 2.5 3.5 0.25 <<<
\ Floats on the return stack (gforth).
: keep ( F: r1 r2 -- r1 r2 )  f>r f>r fr> fr> ;
: under ( F: r -- r r )  f>r 2.5e fr> ;
: square ( F: r -- r )  f>r fr@ fr@ f* fr> fdrop ;
-0e 1.5e keep fswap f. f.
3.5e under fswap f. f.
-0.5e square f.

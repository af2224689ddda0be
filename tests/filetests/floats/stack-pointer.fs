\ test run
\ `fp@` gives the address of the topmost float; `fp!` goes back to it.
\ output: >>>2.5 2.5 1.5 1.5 <<<
: top ( F: r -- r r )  fp@ f@ ;
: back ( F: r1 -- r1 )  fp@ 5e 6e 7e fp! ;
: main ( -- )  2.5e top f. f.  1.5e back f. 1.5e fp@ f@ f. fdrop ;

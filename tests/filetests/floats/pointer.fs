\ test run
\ run: 1e 2e top f>s second f>s fdrop fdrop == 2 1
\ run: 1e 2e 3e fp@ 2 floats + fp! fdepth f>s == 1 1
\ run: 5e saved fdepth f>s == 1 5
: top ( -- r )  fp@ f@ ;
: second ( -- r )  fp@ float+ f@ ;
\ Back to where the stack was, whatever was pushed.
: saved ( -- )  fp@ >r  10 0 do i s>f loop  r> fp! ;

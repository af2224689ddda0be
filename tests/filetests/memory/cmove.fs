\ test run
\ Copying byte by byte in one direction repeats bytes if the ranges overlap that way.
\ output:
\ | abababab
\ | ababcdef
\ | cdefghgh
\ | ghghghgh
\ | abcdefgh
create room 16 allot
: fresh ( -- )  s" abcdefgh" room swap cmove ;
: shown ( -- )  room 8 type cr ;
fresh  room room 2 + 6 cmove  shown
fresh  room room 2 + 6 cmove>  shown
fresh  room 2 + room 6 cmove  shown
fresh  room 2 + room 6 cmove>  shown
fresh  room room 2 + 0 cmove  room room 2 + 0 cmove>  shown

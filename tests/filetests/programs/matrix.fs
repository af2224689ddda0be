\ test run
\ output:
\ |    14    8    2   -4
\ |    20   10    0  -10
\ |    26   12   -2  -16
\ |    32   14   -4  -22
: matrix: ( u1 u2 "name" -- )  create 2dup , , * cells allot does> ( u3 u4 -- addr )  >r swap r@ @ * + 2 + cells r> + ;
4 4 matrix: a
4 4 matrix: b
4 4 matrix: c
: fill-matrices ( -- )  4 0 do 4 0 do j i + j i a ! j i - j i b ! loop loop ;
: product ( -- )  4 0 do 4 0 do 0 4 0 do k i a @ i j b @ * + loop j i c ! loop loop ;
: .c ( -- )  4 0 do 4 0 do j i c @ 5 .r loop cr loop ;
: main ( -- )  fill-matrices product .c ;

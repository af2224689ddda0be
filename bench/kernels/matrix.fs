\ The product of two matrices of cells.
include common.fs

500 constant most
create a most dup * cells allot
create b most dup * cells allot
create c most dup * cells allot
0 value n

: row ( i matrix -- addr )  swap n * cells + ;
: fill-randomly ( matrix -- )  n dup * cells bounds ?do  1000 random 500 -  i !  cell +loop ;

: dot ( row column -- sum )
  0  n 0 ?do  >r  over @ over @ *  r> +  >r  n cells +  swap cell+ swap  r>  loop  nip nip ;
: multiply ( -- )
  n 0 ?do  n 0 ?do  j a row  i cells b +  dot  j c row i cells + !  loop loop ;

: checksum ( matrix -- n )  0 swap  n dup * cells bounds ?do  3 *  i @ xor  cell +loop ;

: kernel ( n -- checksum )
  most min  dup to n  seed !
  a fill-randomly  b fill-randomly  multiply  c checksum ;

: main ( -- )  size kernel . cr ;

\ SHA-256 of n blocks of data; words of 32 bits in memory, and in cells of 64.
include common.fs
hex

create constants
428a2f98 , 71374491 , b5c0fbcf , e9b5dba5 , 3956c25b , 59f111f1 , 923f82a4 , ab1c5ed5 ,
d807aa98 , 12835b01 , 243185be , 550c7dc3 , 72be5d74 , 80deb1fe , 9bdc06a7 , c19bf174 ,
e49b69c1 , efbe4786 , 0fc19dc6 , 240ca1cc , 2de92c6f , 4a7484aa , 5cb0a9dc , 76f988da ,
983e5152 , a831c66d , b00327c8 , bf597fc7 , c6e00bf3 , d5a79147 , 06ca6351 , 14292967 ,
27b70a85 , 2e1b2138 , 4d2c6dfc , 53380d13 , 650a7354 , 766a0abb , 81c2c92e , 92722c85 ,
a2bfe8a1 , a81a664b , c24b8b70 , c76c51a3 , d192e819 , d6990624 , f40e3585 , 106aa070 ,
19a4c116 , 1e376c08 , 2748774c , 34b0bcb5 , 391c0cb3 , 4ed8aa4a , 5b9cca4f , 682e6ff3 ,
748f82ee , 78a5636f , 84c87814 , 8cc70208 , 90befffa , a4506ceb , bef9a3f7 , c67178f2 ,
create digest 8 4 * allot
: part ( i -- addr )  4 * digest + ;
: part! ( x i -- )  part l! ;

: start ( -- )
  6a09e667 0 part!  bb67ae85 1 part!  3c6ef372 2 part!  a54ff53a 3 part!
  510e527f 4 part!  9b05688c 5 part!  1f83d9ab 6 part!  5be0cd19 7 part! ;
decimal

create schedule 64 4 * allot
create message 64 allot

: 32bits ( x -- x2 )  $ffffffff and ;
: ror ( x u -- x2 )  2dup rshift -rot  32 swap - lshift 32bits or ;

: big-endian ( c-addr -- x )  0 swap 4 bounds do  8 lshift  i c@ or  loop ;
: s0 ( x -- x2 )  dup 7 ror  over 18 ror xor  swap 3 rshift xor ;
: s1 ( x -- x2 )  dup 17 ror  over 19 ror xor  swap 10 rshift xor ;
: expand ( -- )
  16 0 do  message i 4 * + big-endian  schedule i 4 * + l!  loop
  64 16 do
    schedule i 4 * +
    dup 64 - ul@  over 60 - ul@ s0 +  over 28 - ul@ +  over 8 - ul@ s1 +
    swap l!
  loop ;

: choose ( e f g -- x )  >r over and swap invert r> and xor ;
: majority ( a b c -- x )  >r 2dup and -rot  r@ and swap  r> and xor xor ;
: e0 ( x -- x2 )  dup 2 ror  over 13 ror xor  swap 22 ror xor ;
: e1 ( x -- x2 )  dup 6 ror  over 11 ror xor  swap 25 ror xor ;

: add-part ( x i -- )  part dup ul@ rot + swap l! ;
: compress ( -- )
  0 part ul@ 1 part ul@ 2 part ul@ 3 part ul@ 4 part ul@ 5 part ul@ 6 part ul@ 7 part ul@ { a b c d e f g h }
  64 0 do
    h  e e1 +  e f g choose +  constants i cells + @ +  schedule i 4 * + ul@ +
    a e0  a b c majority +                 ( t1 t2 )
    g to h  f to g  e to f  over d + 32bits to e
    c to d  b to c  a to b  + 32bits to a
  loop
  a 0 add-part  b 1 add-part  c 2 add-part  d 3 add-part
  e 4 add-part  f 5 add-part  g 6 add-part  h 7 add-part ;

: kernel ( n -- checksum )
  dup seed !  message 64 bounds do  256 random i c!  loop
  start  0 ?do  i message c!  expand compress  loop
  0  8 0 do  5 *  i part ul@ xor  loop ;

: main ( -- )  size kernel . cr ;

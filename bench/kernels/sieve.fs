\ The sieve of Eratosthenes over bytes, n times with growing limits.
include common.fs

100000 constant limit
create composite limit allot

: strike ( prime end -- )
  swap dup dup * rot swap  ( prime end square )
  2dup > if
    do  1 composite i + c!  dup +loop
  else 2drop then drop ;

: primes ( end -- count )
  composite over erase
  0 over 2 ?do
    composite i + c@ 0= if  1+  over i swap strike  then
  loop nip ;

: kernel ( n -- sum )  0 swap 0 ?do  limit i - primes +  loop ;

: main ( -- )  size kernel . cr ;

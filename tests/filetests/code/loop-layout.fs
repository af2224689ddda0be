\ test run
\ What ends a round comes before the head of the loop, if the head may go there at once: one jump for such a round.
\ x86-64 primes: "(\.L\d+):\n\taddq \$1,.*\n\tcmpq .*\n\tje .*\n\.L\d+:\n(\.Lp\d+:\n)?\tcmpb \$0,.*\n\tj[a-z]+ \1\n"
\ arm64 primes: "(\.L\d+):\n\tadd .*\n\tcmp .*\n\tb\.eq .*\n\.L\d+:\n(\.Lp\d+:\n)?\tldrb .*\n\tcb[a-z]+ .*,\1\n"
\ A round that takes a cycle or two lies in one line of the cache.
\ x86-64 total: "\.p2align 6,,\d+\n(\.L\d+):\n(.*\n){2,5}\tj[a-z]+ \1\n"
\ run: 30 primes 3 primes == 10 1
\ run: 5 total 1 total == 21 2
\ run: 0 climb 1 climb 9 climb == 0 2 82
\ run: 20 until-zero 2 until-zero == 5 0
\ run: 1 pairs 6 pairs == 0 54
create bytes 64 allot
create cells' 2 , 3 , 0 , 5 , 11 , 0 , 7 , 1 , 0 , -1 ,

: strike ( prime end -- )
  swap dup dup * rot swap  2dup > if do  1 bytes i + c!  dup +loop  else 2drop then drop ;
: primes ( end -- count )
  bytes over erase
  0 over 2 ?do  bytes i + c@ 0= if  1+  over i swap strike  then  loop nip ;
: total ( n -- sum )  0 swap cells' swap 0 do  tuck @ + swap cell+  loop drop ;
\ The sum of what is larger than all before it, doubled where it is odd.
: climb ( n -- n2 )
  0 0 rot 0 ?do ( sum largest )
    i cells cells' + @ 2dup < if  nip tuck +  over 1 and if dup + then  swap  else drop then
  loop drop ;
: until-zero ( n -- sum )
  0 swap 0 ?do  i 10 mod cells cells' + @ dup 4 > if  dup 0= if drop leave then  i 2 mod if + else drop then
  else  0< if leave then  then  loop ;
: pairs ( n -- sum )
  0 swap dup 0 ?do  dup 0 ?do  i j < if  i j xor 1 and if  swap i j * + swap  then then  loop loop drop ;
\ Execution tokens keep code that is inlined wherever it is called.
create kept  ' total , ' climb , ' until-zero , ' pairs ,
kept @ kept !

\ test run
\ A recursion whose result is combined with something is a loop with an accumulator.
\ run: 20 fib == 6765
\ run: 20 fact == 2432902008176640000
\ run: 30 fact == -8764578968847253504
\ run: 100000 sum == 5000050000
\ run: 123456 digits == 6
\ run: 13 minus == -50
\ run: 12 minus-right == 6
\ run: 255 bits == 8
\ run: 10 ands == 0
\ run: 10 xors == 11
\ run: 6 mixed == 42
\ run: 5 two-results == 15 120
\ run: 6 both == 21 6
\ run: 7 partly == 28 7
\ run: order == 23 4201201
\ run: 10 catching == 45 -7
\ run: 8 even-sum == 20
\ run: 2 3 ack == 9
\ run: 10 through-execute == 55
\ run: 10 through-defer == 55
\ run: 14 7 0 tak == 7
\ run: 6 nested == 2
\ run: 5 shared == 120 60
\ run: 5 floating f>s == 10 5
\ run: 10 5 choose == 252
\ run: 10 reads == 20
\ run: 1000 after-loop == 1000
\ effect: fib ( n -- n )
\ x86-64: not "call f_sum(\.acc)?$"
\ x86-64: not "call f_fact(\.acc)?$"
\ x86-64: not "call f_both(\.acc)?$"

: fib ( n -- n2 )  dup 2 < if exit then  dup 1- recurse swap 2 - recurse + ;
: fact ( n -- n2 )  dup 2 < if drop 1 else dup 1- recurse * then ;
: sum ( n -- n2 )  dup if dup 1- recurse + then ;
\ The constant is added where the ways meet.
: digits ( n -- n2 )  dup if 10 / recurse else 1- then 1+ ;
: minus ( n -- n2 )  dup if dup 1- recurse 2 - over 3 and + swap 7 and - then ;
\ What is subtracted from something does not accumulate.
: minus-right ( n -- n2 )  dup if dup 1- recurse - then ;
: bits ( u -- n )  dup if dup 1 rshift recurse swap 1 and + then ;
: ands ( n -- n2 )  dup 0= if invert else dup 1- recurse and then ;
: xors ( n -- n2 )  dup if dup 1- recurse xor then ;
\ One way to call itself adds and one multiplies: only one of them accumulates.
: mixed ( n -- n2 )
  dup 0= if drop 1 exit then
  dup 1 and if dup 1- recurse + else dup 2 / recurse * then ;
: two-results ( n -- sum product )
  dup 0= if drop 0 1 exit then
  dup >r 1- recurse r@ * swap r> + swap ;
: both ( n -- sum count )
  dup 0= if 0 exit then
  dup >r 1- recurse 1+ swap r> + swap ;
\ One result accumulates, the other is handed on.
: partly ( n -- sum n2 )
  dup 0= if 7 exit then
  dup >r 1- recurse swap r> + swap ;
\ Calls happen in the order they are written in, and what they see is what was there before.
variable log
: note ( n -- )  log @ 10 * + log ! ;
: visit ( n -- n2 )
  dup 2 < if dup note exit then
  dup 1 rshift recurse  over 2 - recurse  +  over note swap + ;
: visit-last ( n -- n2 )
  dup note  dup 2 < if exit then
  dup 2 - recurse  over 1 rshift recurse +  + ;
: order ( -- n n2 )  0 log !  5 visit  9 log !  4 visit-last +  log @ 10000000 mod ;
: throwing ( n -- n2 )  dup log +!  dup 0= if -7 throw then  dup 1- recurse + ;
: catching ( n -- n2 n3 )  0 log !  1- ['] throwing catch nip log @ swap ;
\ Two words that call each other.
: odd-sum ( n xt -- n2 )  over 0= if drop else over 1- -rot dup >r execute + rdrop then ;
defer even-sum
: odd-half ( n -- n2 )  dup 0= if exit then  1- even-sum ;
:noname ( n -- n2 )  dup 0= if exit then  dup 1- odd-half + ; is even-sum
: ack ( m n -- n2 )
  over 0= if nip 1+ exit then
  dup 0= if drop 1- 1 recurse exit then
  over swap 1- recurse swap 1- swap recurse ;
defer next-sum
: deferred ( n -- n2 )  dup if dup 1- next-sum + then ;
' deferred is next-sum
: through-defer ( n -- n2 )  deferred ;
variable xt
: executed ( n -- n2 )  dup if dup 1- xt @ execute + then ;
' executed xt !
: through-execute ( n -- n2 )  executed ;
: tak {: x y z -- n :}
  x y > 0= if z exit then
  x 1- y z recurse  y 1- z x recurse  z 1- x y recurse  recurse ;
: nested ( n -- n2 )  dup 2 < if exit then  dup 1- recurse 1 and recurse swap 1- recurse + ;
\ The sum is wanted twice, so it has to be there.
: shared ( n -- n2 n3 )  dup 2 < if drop 1 1 exit then  dup 1- recurse drop * dup 2/ ;
: floating ( n -- n2 ) ( F: -- r )
  dup 0= if 0e exit then  dup 1- recurse 1e f+ + 5 min 10 max ;
: choose ( n k -- n2 )
  dup 0= if 2drop 1 exit then
  2dup = if 2drop 1 exit then
  over 1- over 1- recurse -rot swap 1- swap recurse + ;
\ A load after the call sees what the call stored.
variable cell1
: reads ( n -- n2 )  dup 0= if 2 cell1 ! exit then  1- recurse cell1 @ + ;
: after-loop ( n -- n2 )  dup 0= if exit then  0 swap 0 ?do 1+ loop  1- recurse 1+ ;

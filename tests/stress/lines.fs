\ Lines of several threads, printed piece by piece: each stays whole. Beginnings of lines keep their order where threads
\ hand something over, and are not lost at the end, whoever printed them.
\
\ Argument: how many lines each thread prints.
variable each
0 channel constant ping
0 channel constant pong
1 channel constant begun
: say ( name -- )  each @ 0 do ." thread " dup . ." says line " i 0 .r ." ;" cr loop drop ;
: answer ( -- )  5 0 do ping recv . i pong send loop ;
: go-on ( -- )  ." never ended" true begun send  begin 1 ms again ;
: main ( -- )
  next-arg s>number? 2drop each !
  1 ['] say spawn  2 ['] say spawn  3 ['] say spawn  4 say  join join join
  ['] answer spawn  5 0 do ." <" i 10 * ping send pong recv . ." >" loop  join cr
  ['] go-on spawn drop  begun recv drop ;

\ A coordinator and its agents.
\
\ Ten agents take specifications from a bounded queue, work on them and send what they found to another
\ one. A specification asks for a Collatz sequence: "start at n, how many steps until 1?". When all are
\ handed out the coordinator closes the queue: each agent finishes what it has, sees that no more will
\ come, and ends; the coordinator joins them all. Results arrive in any order, so they are summed up.

10 constant #agents
200 constant #specs

16 channel constant specs       \ full: whoever sends waits until an agent has taken one
16 channel constant results

variable served                 \ specifications that any agent has taken

\ A result is one cell: the specification above, its steps below.
: pack ( spec steps -- result )  swap 16 lshift or ;
: unpack ( result -- spec steps )  dup 16 rshift swap 65535 and ;

: collatz ( n -- n2 )  dup 1 and if 3 * 1+ else 2/ then ;
: steps ( n -- u )  0 swap begin dup 1 > while collatz swap 1+ swap repeat drop ;

: serve ( spec -- )
  1 served atomic+!
  dup steps pack results send ;

: agent ( -- )  begin specs recv? while serve repeat drop ;

create agents  #agents cells allot
: agent-slot ( n -- addr )  cells agents + ;
: start-agents ( -- )  #agents 0 do ['] agent spawn i agent-slot ! loop ;
: join-agents ( -- )  #agents 0 do i agent-slot @ join loop ;

\ Hands out all specifications; a thread of its own, as the coordinator must take results meanwhile.
: distribute ( -- )
  #specs 1+ 1 do i specs send loop
  specs close-channel ;

variable longest                \ packed: the result with most steps
variable total-steps

: collect ( -- )
  #specs 0 do
    results recv unpack                               ( spec steps )
    dup total-steps +!
    dup longest @ unpack nip > if 2dup pack longest ! then
    2drop
  loop ;

: .summary ( -- )
  served @ . ." specs by " #agents . ." agents, "
  total-steps @ . ." steps; the longest sequence starts at "
  longest @ unpack swap . ." and has " . ." steps" cr ;

: main ( -- )
  start-agents
  ['] distribute spawn
  collect
  join join-agents
  .summary ;

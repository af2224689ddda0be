\ Worker pools, and threads that join channels to pipelines.

: (pool-queue) ( pool -- chan )  \ internal
  @ ;
: (pool-group) ( pool -- wg )  \ internal
  \ Workers that have not ended.
  cell+ @ ;
: (pool-code) ( pool -- a-addr )  \ internal
  \ The first throw code, or 0.
  3 cells + ;
: (pool-serve) ( x pool -- )  \ internal
  >r r@ 2 cells + @ catch
  ?dup if nip 0 swap r@ (pool-code) cas drop then
  rdrop ;
: (pool-worker) ( pool -- )  \ internal
  begin dup (pool-queue) recv? while over (pool-serve) repeat drop
  (pool-group) wg-done ;
: (new-pool) ( u xt -- pool )  \ internal
  4 cells allocate throw >r
  r@ 2 cells + !  channel r@ !  wait-group r@ cell+ !  0 r@ (pool-code) !
  r> ;
: (start-worker) ( pool -- )  \ internal
  1 over (pool-group) wg-add
  dup ['] (pool-worker) ['] spawn catch
  ?dup if nip swap (pool-group) wg-done throw then
  2drop ;
: (start-workers) ( u pool -- )  \ internal
  swap 0 ?do dup (start-worker) loop drop ;
: pool-close ( pool -- )  \ ffc tasks
  \ No more `submit`: wait until all that was submitted is done and the workers have ended, and give the memory back. Throws the first code that xt threw.
  dup (pool-queue) close-channel  dup (pool-group) wg-wait
  dup (pool-queue) free-channel  dup (pool-group) free throw
  dup (pool-code) @ swap free throw  throw ;
: pool ( u1 u2 xt -- pool )  \ ffc tasks
  \ Start u1 threads that execute xt ( x -- ) for what is submitted, and a queue with room for u2 cells. What xt throws, `pool-close` throws. Throws -300 if no thread can be had, -59 if there is no memory.
  (new-pool) tuck ['] (start-workers) catch
  ?dup if nip swap pool-close throw then ;
: submit ( x pool -- )  \ ffc tasks
  \ Hand x to a worker of a pool, waiting while its queue is full.
  (pool-queue) send ;
: try-submit ( x pool -- flag )  \ ffc tasks
  \ Hand x to a worker of a pool unless its queue is full; true if so.
  (pool-queue) try-send ;

: (consume) ( xt chan wg -- )  \ internal
  >r ['] chan-each catch r> wg-done throw ;
: fan-out ( xt chan u -- wg )  \ ffc tasks
  \ Execute xt ( x -- ) for each cell from a channel, in u threads. The wait-group is 0 when they have ended: once the channel is closed and empty. Throws -300 if no thread can be had.
  wait-group { xt chan u wg }
  u wg wg-add
  u 0 ?do xt chan wg ['] (consume) spawn drop loop
  wg ;

: (stage-run) ( chan stage -- )  \ internal
  \ A stage: xt, the channel it sends to, how many threads have not ended.
  { chan stage }
  begin chan recv? while stage @ execute stage cell+ @ send repeat drop ;
: (stage-done) ( stage -- )  \ internal
  -1 over 2 cells + atomic-fetch+! 1 = if dup cell+ @ close-channel free throw else drop then ;
: (stage-worker) ( chan stage -- )  \ internal
  dup >r ['] (stage-run) catch r> (stage-done) throw ;
: (new-stage) ( xt u1 u2 -- stage )  \ internal
  over 1 < if -24 throw then
  3 cells allocate throw >r  channel r@ cell+ !  r@ 2 cells + !  r@ !  r> ;
: stage ( xt chan1 u1 u2 -- chan2 )  \ ffc tasks
  \ A step of a pipeline: u1 threads execute xt ( x -- y ) for each cell from chan1 and send the result to chan2, which has room for u2 cells. It is closed once chan1 is closed and empty. A throw ends a thread. Throws -24 if u1 is 0, -300 if no thread can be had.
  { xt chan1 u1 u2 }
  xt u1 u2 (new-stage) dup cell+ @ swap
  u1 0 do chan1 over ['] (stage-worker) spawn drop loop drop ;
: fan-in ( a-addr u1 u2 -- chan )  \ ffc tasks
  \ A channel with room for u2 cells to which u1 threads send what comes from the u1 channels at a-addr. It is closed once they all are closed and empty. Throws -24 if u1 is 0, -300 if no thread can be had.
  over >r ['] noop -rot (new-stage) dup cell+ @ -rot  ( chan a-addr stage )
  swap r> cells bounds do i @ over ['] (stage-worker) spawn drop cell +loop drop ;

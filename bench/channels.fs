\ Items through one channel, in nanoseconds each: PRODUCERS CONSUMERS CAPACITY ITEMS; or a ball between two
\ players over two rendezvous channels if there are 0 producers. What bench/go/channels/main.go does, too.

variable producers   variable consumers   variable capacity   variable items
variable jobs        variable sums

: number-arg ( -- n )  0. next-arg >number 2drop drop ;
: share ( -- n )  items @ producers @ / ;

: producer ( n -- )  share * dup share + swap do i jobs @ send loop ;
: consumer ( -- )  0 begin jobs @ recv? while + repeat drop  sums @ send ;

: start ( -- )
  consumers @ 0 do ['] consumer spawn drop loop
  producers @ 0 do i ['] producer spawn loop ;

: through-channel ( -- sum )
  start
  producers @ 0 do join loop
  jobs @ close-channel
  0 consumers @ 0 do sums @ recv + loop ;

: player ( -- )  begin jobs @ recv? while 1+ sums @ send repeat drop ;
: ping-pong ( -- n )
  ['] player spawn drop
  0 items @ 0 do jobs @ send sums @ recv loop ;

: main ( -- )
  number-arg producers !  number-arg consumers !  number-arg capacity !  number-arg items !
  capacity @ channel jobs !  0 channel sums !
  ntime drop
  producers @ if through-channel else ping-pong then
  ntime drop rot - items @ / . . cr ;

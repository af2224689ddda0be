\ Items through channels that are closed and replaced, waits that run out of time and are cancelled, all at random: in the
\ end each item has been received once, or its sender was told that it was not sent.
\
\ Arguments: how many items; a number for the dice; how many to lose and how many to receive twice on purpose, which has
\ to be found. Statistics and "all there", or what is wrong and exit status 1.

4 constant producers
4 constant consumers
4 constant lanes                    \ places with a channel each
2 constant brakes                   \ places with a cancel token each
8 constant give-up                  \ once in so many failures an item is left unsent

variable items
variable dice
variable losses
variable doubles

\ ---- The tally: a byte for each item, to which is added what became of it ----

1 constant received
16 constant unsent
variable tally

: mark ( n item -- )  tuck 7 and 3 lshift lshift  swap -8 and tally @ +  atomic+! ;
: due? ( a-addr -- flag )  dup atomic@ 0> if -1 swap atomic-fetch+! 0> else drop false then ;
: arrived ( item -- )
  losses due? if drop exit then
  doubles due? if received over mark then
  received swap mark ;

\ ---- Workers. What one is using is noted, so that it is not freed under its hands ----

3 constant notes
begin-structure /worker
  field: .dice
  field: .first                     \ the next item
  notes cells +field .notes
  field: .times-closed
  field: .times-late
  field: .times-cancelled
  field: .times-selected
end-structure

producers consumers + constant workers
create crew  workers /worker * allot
: worker ( u -- worker )  /worker * crew + ;
: note ( u worker -- a-addr )  .notes swap cells + ;

: roll ( u worker -- n )
  .dice dup @ 6364136223846793005 * 1442695040888963407 + tuck swap !
  33 rshift swap mod ;
: one-more ( a-addr -- )  1 swap +! ;

create lane  lanes cells allot
create brake  brakes cells allot
: borrow ( place note -- x )
  begin over atomic@  2dup swap atomic!  2 pick atomic@ over <> while drop repeat nip nip ;
: some-lane ( u worker -- chan )  tuck note  lanes rot roll cells lane +  swap borrow ;
: some-brake ( worker -- chan )  2 over note  brakes rot roll cells brake +  swap borrow cancel-channel ;
: give-back ( worker -- )  notes 0 do 0 i 2 pick note atomic! loop drop ;

: used? ( x -- flag )
  workers 0 do
    notes 0 do i j worker note atomic@ over = if drop true unloop unloop exit then loop
  loop drop false ;
: let-go ( x -- )  begin dup used? while 1 ms repeat drop ;

\ ---- Producers: each of these says whether the item was sent, and throws if the channel is closed ----

: by-send ( item worker -- flag )  0 swap some-lane send true ;
: by-try ( item worker -- flag )  0 swap some-lane try-send ;
: by-time ( item worker -- flag )
  { item w }  item 2 w roll  0 w some-lane send-timeout  dup 0= if w .times-late one-more then ;

\ The same item to two channels, of which one may take it.
: by-two ( item worker -- flag )
  { item w }
  select{
    item 0 w some-lane send-case  item 1 w some-lane send-case  w some-brake recv-case
  2 w roll }select-timeout nip nip
  dup -1 = if w .times-late one-more then
  dup 2 = if w .times-cancelled one-more then
  dup 0 2 within if w .times-selected one-more then
  0 2 within ;

\ Either sends it or receives another one.
: by-either ( item worker -- flag )
  { item w }
  select{ item 0 w some-lane send-case  1 w some-lane recv-case  w some-brake recv-case }select  ( x flag n )
  dup 2 = if w .times-cancelled else w .times-selected then one-more
  dup 1 = if drop if arrived else drop then false else nip nip 0= then ;

: attempt ( item worker -- flag )
  16 over roll case
    0 of by-time endof
    1 of by-two endof
    2 of by-two endof
    3 of by-either endof
    4 of by-try endof
    5 of by-try endof
    >r by-send r>
  endcase ;
: sent? ( item worker -- flag )
  tuck ['] attempt catch                                ( w flag 0 | w x x code )
  dup if dup -302 <> if throw then drop 2drop dup .times-closed one-more 0 else drop then
  swap give-back ;
: deliver ( item worker -- )
  begin
    2dup sent? if 2drop exit then
    give-up over roll 0=
  until drop unsent swap mark ;

wait-group constant busy-producers
: produce ( worker -- )
  items @ over .first @ ?do i over deliver producers +loop drop
  busy-producers wg-done ;

\ ---- Consumers ----

: by-recv ( worker -- item flag )  0 swap some-lane recv? ;
: by-two-recvs ( worker -- item flag )
  { w }
  select{ 0 w some-lane recv-case  1 w some-lane recv-case  w some-brake recv-case }select  ( x flag n )
  2 = if w .times-cancelled one-more else w .times-selected one-more then ;
: by-recv-time ( worker -- item flag )
  { w }  2 w roll 0 w some-lane recv-timeout  dup 0= if w .times-late one-more then ;
: fetch ( worker -- item flag )
  16 over roll case
    0 of by-recv-time endof
    1 of 0 swap some-lane try-recv endof
    2 of 0 swap some-lane try-recv endof
    3 of by-recv endof
    4 of by-recv endof
    >r by-two-recvs r>
  endcase ;

variable finished
wait-group constant busy-consumers
: consume ( worker -- )
  begin finished atomic@ 0= while dup fetch if arrived else drop then dup give-back repeat drop
  busy-consumers wg-done ;

\ ---- The main thread closes and cancels ----

variable closings
variable cancels
variable root                       \ the token that the others are made of
workers constant main-dice
create main-worker  /worker allot

: new-channel ( -- chan )
  6 main-worker roll case 0 of 0 endof 1 of 1 endof 2 of 2 endof 3 of 300 endof 40 swap endcase channel ;
: drain ( chan -- )  begin dup recv? while arrived repeat 2drop ;
: end-channel ( chan -- )  dup close-channel dup drain dup let-go free-channel ;
: replace-lane ( u -- )
  cells lane +  new-channel over atomic@  >r swap atomic! r> end-channel  closings one-more ;

: replace-brake ( u -- )
  cells brake +  root @ cancel-token over atomic@  >r swap atomic!
  r> dup cancel dup let-go free-token  cancels one-more ;
: replace-root ( -- )
  root @ dup cancel  0 cancel-token root !  brakes 0 do i replace-brake loop  free-token ;

: disturb ( -- )
  16 main-worker roll case
    0 of replace-root endof
    1 of brakes main-worker roll replace-brake endof
    2 of brakes main-worker roll replace-brake endof
    lanes main-worker roll replace-lane
  endcase
  2 main-worker roll if 1 ms then ;

: set-up ( -- )
  items @ 8 + dup allocate throw dup tally ! swap erase
  lanes 0 do new-channel lane i cells + ! loop
  0 cancel-token root !
  brakes 0 do root @ cancel-token brake i cells + ! loop
  main-worker /worker erase  dice @ main-worker .dice !
  workers 0 do
    i worker /worker erase  dice @ 1000003 * i + i worker .dice !  i i worker .first !
  loop ;
: start ( -- )
  producers busy-producers wg-add  consumers busy-consumers wg-add
  producers 0 do i worker ['] produce spawn drop loop
  consumers 0 do i producers + worker ['] consume spawn drop loop ;
: disturb-until-produced ( -- )
  busy-producers wg-channel
  begin disturb 0 over recv-timeout 2drop dup closed? until drop ;
: finish ( -- )
  true finished atomic!
  lanes 0 do lane i cells + @ close-channel loop
  root @ cancel
  busy-consumers wg-wait
  lanes 0 do lane i cells + @ dup drain free-channel loop ;

\ ---- The sum ----

variable bad
: .bad ( item n -- )
  bad one-more  bad @ 10 > if 2drop exit then
  ." item " swap . dup 15 and ." received " . 4 rshift ." reported unsent " . cr ;
: check ( -- received unsent )
  0 0
  items @ 0 ?do
    tally @ i + c@
    dup received = if drop swap 1+ swap else
    dup unsent = if drop 1+ else
    i swap .bad then then
  loop ;
: all-of ( xt -- u )  0 workers 0 do over i worker swap execute @ + loop nip ;
: .count ( u c-addr u -- )  rot 1 .r space type ;
: .sum ( received unsent -- )
  swap s" received, " .count  s" unsent" .count  cr
  closings @ s" closings, " .count  cancels @ s" cancels" .count  cr
  ['] .times-selected all-of s" times selected, " .count
  ['] .times-closed all-of s" closed meanwhile, " .count
  ['] .times-late all-of s" too late, " .count
  ['] .times-cancelled all-of s" cancelled" .count  cr ;

: number-argument ( default -- n )
  next-arg dup 0= if 2drop exit then  s>number? 2drop nip ;
: main ( -- )
  100000 number-argument items !  1 number-argument dice !
  0 number-argument losses !  0 number-argument doubles !
  set-up start disturb-until-produced finish
  check .sum
  bad @ if bad @ s" items are wrong" .count cr 1 (bye) then
  ." all there" cr ;

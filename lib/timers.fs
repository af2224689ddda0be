\ Timers: channels that something is sent to at a time. One thread serves them all, while there are any.

\ A timer: when it is due, its channel, microseconds between ticks or 0, and its place in a pairing heap: the first of
\ those below it, the next of those beside it.
: (timer-channel) ( timer -- a-addr )  \ internal
  cell+ ;
: (timer-period) ( timer -- a-addr )  \ internal
  2 cells + ;
: (timer-below) ( timer -- a-addr )  \ internal
  3 cells + ;
: (timer-beside) ( timer -- a-addr )  \ internal
  4 cells + ;
: (meld) ( timer1 timer2 -- timer )  \ internal
  \ The one that is due first, with the other below it. Either may be 0.
  dup 0= if drop exit then
  over 0= if nip exit then
  over @ over @ > if swap then
  over (timer-below) @ over (timer-beside) !
  over (timer-below) ! ;
: (unlink) ( timer -- next )  \ internal
  (timer-beside) dup @ 0 rot ! ;
: (meld-beside) ( timer1 -- timer2 )  \ internal
  \ One heap of all that are beside each other: first in pairs, then these.
  0 swap begin dup while                                ( pairs timer )
    dup (unlink) dup if dup (unlink) >r (meld) else >r then
    tuck (timer-beside) !  r>
  repeat drop
  0 swap begin dup while dup (unlink) >r (meld) r> repeat drop ;
mutex constant (timers) ( -- m )  \ internal
  \ Of what follows.
variable (first-timer) ( -- a-addr )  \ internal
  \ The heap.
variable (timers-served) ( -- a-addr )  \ internal
  \ Whether there is a thread for them.
1 channel constant (sooner-timer) ( -- chan )  \ internal
  \ Tells that thread that there is one due before the others.
: (add-timer) ( timer -- )  \ internal
  (first-timer) @ (meld) (first-timer) ! ;
: (take-timer) ( -- timer )  \ internal
  (first-timer) @ dup (timer-below) dup @ 0 rot !  (meld-beside) (first-timer) ! ;
: (next-tick) ( timer -- us )  \ internal
  \ Ticks that could not be in time are left out.
  { timer }  timer (timer-period) @ { period }
  monotonic timer @ - 0 max period / 1+ period * timer @ + ;
: (sent-tick?) ( timer -- flag )  \ internal
  \ False if its channel is closed.
  true swap (timer-channel) @ ['] try-send catch if 2drop false else drop true then ;
: (tick) ( timer -- )  \ internal
  \ Does what is due. Whoever has closed the channel of a ticker uses it no more; but who waited for it may not yet know.
  dup (sent-tick?) over (timer-period) @ 0= if drop free throw exit then
  0= if dup (timer-channel) @ ['] free-channel catch 0= if free throw exit then drop then
  dup (next-tick) over !  (add-timer) ;
: (serve-due) ( -- u true | false )  \ internal
  \ Milliseconds until the next is due; false if there is none.
  begin
    (first-timer) @ dup 0= if dup (timers-served) ! exit then
    @ monotonic - dup 0> if 999 + 1000 / true exit then
    drop (take-timer) (tick)
  again ;
: (serve-timers) ( -- )  \ internal
  begin ['] (serve-due) (timers) with-lock while (sooner-timer) recv-timeout 2drop repeat ;
: (start-timer) ( timer -- )  \ internal
  (timers-served) @ 0= if ['] (serve-timers) spawn drop  true (timers-served) ! then
  dup (add-timer)  (first-timer) @ = if true (sooner-timer) try-send drop then ;
: (new-timer) ( u period -- chan )  \ internal
  \ Due in u microseconds.
  5 cells allocate throw >r
  0 r@ (timer-below) !  0 r@ (timer-beside) !  r@ (timer-period) !  monotonic + r@ !  1 channel dup r@ (timer-channel) !
  r> ['] (start-timer) (timers) with-lock ;
: (us) ( u1 -- u2 )  \ internal
  \ Microseconds for milliseconds: some thousand years at most.
  1 48 lshift umin 1000 * ;
: after ( u -- chan )  \ ffc tasks
  \ A channel that a cell is sent to after u milliseconds. `free-channel` takes it after that. Throws -300 if no thread can be had.
  (us) 0 (new-timer) ;
: ticker ( u -- chan )  \ ffc tasks
  \ A channel that a cell is sent to each u milliseconds, which is not 0; not more than one at a time. Who closes it does not use it any more: at the next tick it is gone. Throws -300 if no thread can be had.
  1 max (us) dup (new-timer) ;

\ Cancel tokens, wait-groups and signals: channels that a `select` can wait for.

mutex constant (tokens) ( -- m )  \ internal
  \ Of what tokens know of each other: a channel, and the parent, first child and next child of the parent.
: (token-parent) ( token -- a-addr )  \ internal
  cell+ ;
: (token-child) ( token -- a-addr )  \ internal
  2 cells + ;
: (token-next) ( token -- a-addr )  \ internal
  3 cells + ;
: cancel-channel ( token -- chan )  \ ffc tasks
  \ A channel that is closed when the token is cancelled, for `recv-case`; nothing is sent to it.
  @ ;
: cancelled? ( token -- flag )  \ ffc tasks
  \ True if the token is cancelled.
  @ closed? ;
: (cancel) ( token -- )  \ internal
  dup cancelled? if drop exit then
  dup @ close-channel
  (token-child) @ begin dup while dup recurse (token-next) @ repeat drop ;
: cancel ( token -- )  \ ffc tasks
  \ Cancel a token and all that were made of it. Once is enough; more do no harm.
  ['] (cancel) (tokens) with-lock ;
: (adopt) ( token1 token2 -- )  \ internal
  over cancelled? if dup @ close-channel then
  2dup (token-parent) !
  over (token-child) @ over (token-next) !
  swap (token-child) ! ;
: cancel-token ( token1 -- token2 )  \ ffc tasks
  \ A token that is cancelled when token1 is, unless that is 0. Throws -59 if there is no memory.
  4 cells allocate throw  dup 4 cells erase  0 channel over !
  over if tuck ['] (adopt) (tokens) with-lock else nip then ;
: (disown) ( token -- )  \ internal
  dup (token-child) @ begin dup while 0 over (token-parent) ! (token-next) @ repeat drop
  dup (token-parent) @ ?dup if
    (token-child) begin 2dup @ <> while @ (token-next) repeat
    swap (token-next) @ swap !
  else drop then ;
: free-token ( token -- )  \ ffc tasks
  \ Give the memory of a token back. Tokens made of it stay. Throws -306 if somebody waits for it.
  dup ['] (disown) (tokens) with-lock  dup @ free-channel  free throw ;

: (close-done) ( wg chan -- )  \ internal
  swap wg-wait close-channel ;
: wg-channel ( wg -- chan )  \ ffc tasks
  \ A channel that is closed when nothing is left to be done in a wait-group, for `recv-case` and `recv-timeout`. Throws -300 if no thread can be had.
  0 channel tuck ['] (close-done) spawn drop ;

: (forward-signals) ( watch chan -- )  \ internal
  begin over (next-signal) over send again ;
: signal-channel ( n*u u -- chan )  \ ffc tasks
  \ A channel that the numbers of those u signals are sent to, instead of what they do otherwise. Throws -24 if there is no such signal, -300 if no thread can be had.
  0 swap 0 ?do  swap dup 1 32 within 0= if -24 throw then  1 swap lshift or  loop
  (watch-signals)  16 channel tuck ['] (forward-signals) spawn drop ;

\ FACILITY EXT and gforth: clocks only go forward, and waiting takes as long as it should.
include tester.fs

: cpu ( -- d )  cputime d+ ;
: work ( -- )  1000000 0 do i drop loop ;

T{ utime utime 2swap d- d0< -> false }T
T{ ntime ntime 2swap d- d0< -> false }T
T{ cpu work cpu 2swap d- d0< -> false }T
T{ utime 20 ms utime 2swap d- 20000. d< -> false }T
T{ ntime 20 ms ntime 2swap d- 20000000. d< -> false }T
\ 0 ms does not wait, and waiting takes no processor time to speak of
T{ cpu 30 ms 0 ms cpu 2swap d- 15000. d< -> true }T
\ after the turn of the millennium, in microseconds
T{ utime 946684800000000. d< -> false }T
: sensible? ( second minute hour day month year -- flag )
  2000 > swap 1 13 within and swap 1 32 within and swap 0 24 within and swap 0 60 within and swap 0 61 within and ;
T{ time&date sensible? -> true }T
: no-time? ( -- flag )  cputime d0< >r d0< r> or ;
T{ no-time? -> false }T

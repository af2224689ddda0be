\ test run
\ exit: 2
\ stderr: >>>: main: join of thread 3\n<<<
\ stderr: >>>: of-variable: recv on channel jobs\n<<<
\ stderr: >>>: of-value: lock of mutex door\n<<<
\ stderr: >>>: of-constant: recv on channel late\n<<<
\ What the program makes is called by the word in whose data it stores the address, if that is still there.
variable jobs
0 value door
utime 2drop
argc @ channel constant late
: set-up ( -- )  10 channel jobs !  mutex to door ;
: of-variable ( -- )  jobs @ recv drop ;
: of-value ( -- )  door lock ;
: of-constant ( -- )  late recv drop ;
: main ( -- )
  set-up  door lock
  ['] of-variable spawn drop  ['] of-value spawn drop  ['] of-constant spawn  join ;
main

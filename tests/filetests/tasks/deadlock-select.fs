\ test run
\ stderr: >>>deadlock<<<
\ stderr: >>>deadlock-select.fs:9: main: select on channel 0x<<<
\ exit: 2
\ flags: --no-load-eval
\ Who waits for cases that nobody can bring about.
: main ( -- )
  0 channel 1 channel
  select{ recv-case recv-case }select 2drop drop ;
main

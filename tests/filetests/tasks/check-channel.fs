\ test run
\ flags: --check-threads
\ output: >>>-9 -9 -9 -9 -9 -304 -306 5 <<<
\ stderr: >>>check-channel.fs:18: late-send: send on channel c<<<
\ stderr: >>>, which is freed\nthread 0: tests/filetests/tasks/check-channel.fs:17: free-early: freed it\n<<<
\ stderr: >>>check-channel.fs:16: make: made it\n<<<
\ stderr: >>>late-recv: recv on channel c<<<
\ stderr: >>>late-close: close-channel of channel c<<<
\ stderr: >>>late-free: free-channel of channel c<<<
\ stderr: >>>nothing: recv-case on 0x4d, which is no channel\n<<<
\ stderr: >>>close-twice: close-channel of channel <<<
\ stderr: >>>, which is closed\nthread 0: tests/filetests/tasks/check-channel.fs:23: close-twice: closed it\n<<<
\ stderr: >>>free-used: free-channel of channel c<<<
\ stderr: >>>, for which somebody waits\nthread 1 (reader): tests/filetests/tasks/check-channel.fs:24: reader: recv on channel c<<<
variable c  0 channel constant ready
: make ( -- )  2 channel c ! ;
: free-early ( -- )  c @ free-channel ;
: late-send ( -- )  1 c @ send ;
: late-recv ( -- )  c @ recv drop ;
: late-close ( -- )  c @ close-channel ;
: late-free ( -- )  c @ free-channel ;
: nothing ( -- )  select{ 77 recv-case }select drop 2drop ;
: close-twice ( -- )  0 channel dup close-channel close-channel ;
: reader ( -- )  s" reader" thread-name!  1 ready send  c @ recv . ;
: free-used ( -- )  c @ free-channel ;
: main ( -- )
  make free-early
  ['] late-send catch .  ['] late-recv catch .  ['] late-close catch .  ['] late-free catch .
  ['] nothing catch .
  ['] close-twice catch .
  make  ['] reader spawn  ready recv drop  200 ms
  ['] free-used catch .
  5 c @ send  join ;
main

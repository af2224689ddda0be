\ test run
\ exit: 2
\ stderr: >>>deadlock\n<<<
\ stderr: >>>: lock of mutex <<<
\ stderr: >>>deadlock-once.fs:9: begins: recv on channel <<<
\ Who waits for what another thread does once, which never ends.
once constant o
0 channel constant never  0 channel constant begun
: begins ( -- )  1 begun send  never recv drop ;
: first ( -- )  ['] begins o do-once ;
: main ( -- )  ['] first spawn drop  begun recv drop  ['] begins o do-once ;
main

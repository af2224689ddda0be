\ test run
\ exit: 2
\ output: >>>7 <<<
\ stderr: >>>deadlock\nthread 0: tests/filetests/tasks/deadlock-rendezvous.fs:8: main: send on channel <<<
\ In `catch`, too: a deadlock is no throw.
0 channel constant c
: take ( -- )  c recv . ;
: main ( -- )  ['] take spawn  7 c send  join  8 c ['] send catch . ;
main

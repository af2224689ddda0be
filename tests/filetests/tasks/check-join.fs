\ test run
\ flags: --check-threads
\ output: >>>-301 -301 -301 -301 <<<
\ stderr: >>>check-join.fs:11: twice: join of thread 1, which has been joined\nthread 0: tests/filetests/tasks/check-join.fs:11: twice: joined it\n<<<
\ stderr: >>>check-join.fs:12: detached: join of thread 2, which is detached\nthread 0: tests/filetests/tasks/check-join.fs:12: detached: detached it\n<<<
\ stderr: >>>check-join.fs:13: none: join of thread 12345, which there never was\n<<<
\ stderr: >>>thread 3: tests/filetests/tasks/check-join.fs:14: itself: join of thread 3, which is this thread itself\n<<<
\ stderr: >>>thread 3: tests/filetests/tasks/check-join.fs:14: itself: no such thread to join\n<<<
0 channel constant ids
: nothing ( -- ) ;
: twice ( -- )  ['] nothing spawn dup join join ;
: detached ( -- )  ['] nothing spawn dup detach join ;
: none ( -- )  12345 join ;
: itself ( -- )  ids recv join ;
: self ( -- )  ['] itself spawn  dup ids send  join ;
: main ( -- )
  ['] twice catch .  ['] detached catch .  ['] none catch .  ['] self catch . ;
main

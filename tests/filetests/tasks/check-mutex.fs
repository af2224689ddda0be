\ test run
\ flags: --check-threads
\ output: >>>-308 -309 -309 -60 -9 -9 <<<
\ stderr: >>>lock-twice: lock of mutex <<<
\ stderr: >>>, which this thread holds\nthread 0: tests/filetests/tasks/check-mutex.fs:23: lock-twice: locked it\n<<<
\ stderr: >>>check-mutex.fs:24: of-nobody: unlock of mutex <<<
\ stderr: >>>, which nobody holds\n<<<
\ stderr: >>>check-mutex.fs:26: of-another: unlock of mutex <<<
\ stderr: >>>, which another thread holds\nthread 1: tests/filetests/tasks/check-mutex.fs:25: holder: locked it\n<<<
\ stderr: >>>thread 2: tests/filetests/tasks/check-mutex.fs:27: forgets: ended while it holds mutex <<<
\ stderr: >>>thread 2: tests/filetests/tasks/check-mutex.fs:27: forgets: locked it\n<<<
\ stderr: >>>check-mutex.fs:28: free-locked: free of mutex 0x<<<
\ stderr: >>>, which is locked\n<<<
\ stderr: >>>check-mutex.fs:29: late: lock of mutex 0x<<<
\ stderr: >>>, which is freed\nthread 0: tests/filetests/tasks/check-mutex.fs:29: late: freed it\n<<<
\ stderr: >>>check-mutex.fs:30: wrong-kind: acquire of mutex <<<
\ stderr: >>>, which is no semaphore\n<<<
\ Who holds it, where it was locked and freed.
mutex constant m
mutex constant m2  0 channel constant ready
: m-unlock ( -- )  m unlock ;

: lock-twice ( -- )  m lock  m lock ;
: of-nobody ( -- )  m2 unlock ;
: holder ( -- )  m2 lock  1 ready send  ready recv drop  m2 unlock ;
: of-another ( -- )  m2 unlock ;
: forgets ( -- )  m2 lock ;
: free-locked ( -- )  mutex dup lock free throw ;
: late ( -- )  mutex dup free throw lock ;
: wrong-kind ( -- )  mutex acquire ;
: main ( -- )
  ['] lock-twice catch .  m-unlock
  ['] of-nobody catch .
  ['] holder spawn  ready recv drop  ['] of-another catch .  1 ready send  join
  ['] forgets spawn join
  ['] free-locked catch .
  ['] late catch .
  ['] wrong-kind catch . ;
main

\ test run
\ A deferred word that is known only at run time takes as many cells with it as what it executes.
\ output: >>>7 3 4 \n\n5 \n<<<
defer task
defer outer
: one ( n -- )  . ;
: two ( n m -- )  swap . . ;
create tasks ' task , ' task ,
create outers ' outer , ' outer ,
: run ( i*x -- )  tasks utime drop 1 and cells + @ spawn join ;
: main ( -- )
  ['] one is task  7 run
  ['] two is task  3 4 run cr
  ['] one is task  ['] task is outer
  5 cr outers utime drop 1 and cells + @ spawn join cr ;

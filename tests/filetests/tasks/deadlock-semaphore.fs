\ test run
\ exit: 2
\ stderr: >>>deadlock\n<<<
\ stderr: >>>main: acquire of semaphore <<<
1 semaphore constant sem
: main ( -- )  sem acquire sem acquire ;

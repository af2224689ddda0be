\ test run
\ exit: 2
\ stderr: >>>: main: join of thread 1\n<<<
\ stderr: >>>: of-table: recv on channel pipes+8\n<<<
\ stderr: >>>: of-variable: send on channel outbox\n<<<
\ stderr: >>>: of-value: acquire of semaphore inbox\n<<<
\ stderr: >>>: of-heap: recv on channel 0x<<<
\ flags: --load-eval
\ What was made while compiling is called by the word that gives its address or has it in its data.
1 channel constant held
variable outbox  0 channel outbox !
0 semaphore value inbox
create pipes  held ,  2 channel ,  0 channel ,
: of-table ( -- )  pipes cell+ @ recv drop ;
: of-variable ( -- )  1 outbox @ send ;
: of-value ( -- )  inbox acquire ;
: of-heap ( -- )  5 channel recv drop ;
: main ( -- )
  ['] of-table spawn  ['] of-variable spawn drop  ['] of-value spawn drop  ['] of-heap spawn drop  join ;

\ test run
\ `spawn drop` detaches: 20,000 threads that nobody joins leave nothing behind.
\ output: >>>20000 <<<
\ x86-64: "ffc_detach"
variable done
: task ( -- )  1 done atomic+! ;
: main ( -- )
  20000 0 do
    ['] task spawn drop
    begin done atomic@ i > until
  loop
  done @ . ;

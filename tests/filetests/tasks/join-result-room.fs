\ test run
\ output: >>>-3 0 30000 5 <<<
\ More than the stack has room for; what nobody asks for goes with the thread.
: many ( n -- 0 ... n-1 )  0 ?do i loop ;
: ask ( n -- ... ior )  1 ['] many spawn-n join-result ;
: too-many ( -- )  6 0 do 30000 ask throw loop ;
: drops ( u -- )  0 ?do drop loop ;
: detached ( -- )  1000 1 ['] many spawn-n detach ;
: main ( -- )
  ['] too-many catch .
  30000 ask .  depth dup . drops
  200 0 do detached  1000 1 ['] many spawn-n join loop
  5 . ;
main

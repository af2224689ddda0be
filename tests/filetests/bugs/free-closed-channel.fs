\ test run
\ output: >>>200 <<<
\ A channel that was closed while threads waited for it was never free to be given back.
variable freed
: receiver ( chan -- )  recv? 2drop ;
: once-more ( -- )
  0 channel { c }
  c ['] receiver spawn c ['] receiver spawn
  freed @ 20 mod 0= if 1 ms then
  c close-channel join join
  c free-channel 1 freed +! ;
: main ( -- )  200 0 do once-more loop freed @ . ;
main

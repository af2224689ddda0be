\ test run
\ stdin: >>>a\e[A\e[1;5C\e[3~\e[15;2~\eOP\ex\e[99~\e[Z\x04<<<
\ output: >>>a up ctrl-right delete shift-f5 f1 alt-x other shift-tab end \n<<<
: known ( u -- )
  case
    [char] a of ." a " endof
    k-up of ." up " endof
    k-right k-ctrl-mask or of ." ctrl-right " endof
    k-delete of ." delete " endof
    k-f5 k-shift-mask or of ." shift-f5 " endof
    k-f1 of ." f1 " endof
    [char] x k-alt-mask or of ." alt-x " endof
    k-shift-mask 9 or of ." shift-tab " endof
    4 of ." end " endof
    dup ekey>fkey nip if ." other " else dup . then
  endcase ;
: main ( -- )  10 0 do ekey known loop cr ;

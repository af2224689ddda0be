\ test run
\ A loop that goes from state to state jumps from one to the next: no state is kept or compared.
\ output: >>>2 2 0 0 <<<
\ x86-64 commands: not "cmp[a-z]* \$[1-4],"
\ x86-64 commands: "cmp[a-z]* \$34,"
\ arm64 commands: not "cmp [wx][0-9]+,#[1-4]\n"
\ arm64 commands: "cmp [wx][0-9]+,#34"
\ Asked is only, once, whether the text is empty.
\ x86-64 words: not "test[a-z]* %r[a-z0-9]+,%r[a-z0-9]+\n(.*\n)*\ttest[a-z]* %r[a-z0-9]+,%r"
\ run: s" a b  cd" words s" " words s"  x" words s" x " words == 3 0 1 1
\ run: s" if (a) // x" commands s" q" commands == 2 0
\ run: 0 s" 0011001" parity 1 s" 0011001" parity 0 s" " parity == 1 0 0
\ run: 5 s" 01" parity 7 s" 1" parity == 6 8
\ run: 100 lamps == 34 33 33
\ run: s" ab-12+7.5e" numbers s" .5" numbers s" 5." numbers == 2 1 1
variable found

\ Words of a text: a state of two.
: words ( c-addr u -- n )
  found off  0 -rot bounds ?do
    if  i c@ bl <>  if true else false then  else  i c@ bl <> if 1 found +! true else false then  then
  loop drop  found @ ;

\ Quotes, escapes and brackets outside of strings and comments.
0 constant code  1 constant string  2 constant escaped  3 constant slash  4 constant remark
: commands ( c-addr u -- n )
  found off  code -rot bounds ?do
    case
      code of  i c@ case '"' of string endof '/' of slash endof '(' of 1 found +! code endof
        ')' of 1 found +! code endof drop code 0 endcase endof
      string of  i c@ case '"' of code endof '\' of escaped endof drop string 0 endcase endof
      escaped of string endof
      slash of  i c@ '/' = if remark else code then endof
      remark of  i c@ 10 = if code else remark then endof
      code swap
    endcase
  loop drop  found @ ;

\ Any number may be the first state, also one that no arm knows.
: parity ( n c-addr u -- n2 )
  bounds ?do  i c@ '1' = if
    dup 0= if drop 1 else dup 1 = if drop 0 else 1+ then then
  then loop ;

\ Three states one after the other, each with its counter.
create lamp-counts 3 cells allot
: lamps ( n -- red green yellow )
  lamp-counts 3 cells erase  0 swap 0 ?do
    dup 0= if drop 1 lamp-counts +!  1 else
    dup 1 = if drop 1 lamp-counts cell+ +!  2 else
    drop 1 lamp-counts 2 cells + +!  0 then then
  loop drop  lamp-counts 3 cells bounds do i @ cell +loop ;

\ A state in a variable, and early exits.
variable state
: digit? ( c -- flag )  '0' - 10 u< ;
: numbers ( c-addr u -- n )
  0 state !  found off  bounds ?do
    i c@  state @ case
      0 of  dup digit? if 1 found +! 1 state ! else dup '.' = if 2 state ! then then endof
      1 of  dup '.' = if 2 state ! else dup digit? 0= if 0 state ! then then endof
      2 of  dup 'e' = if drop unloop found @ exit then dup digit? if found @ 0= if 1 found +! then else 0 state ! then endof
    endcase drop
  loop found @ ;

: texts ( -- )  s" x (y)" 2dup words . 2dup commands . 2dup numbers . 0 -rot parity . ;
texts

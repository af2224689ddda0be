\ Scans a text that looks like a program, n times: a state machine by `case`.
include common.fs

65536 constant length
create text length allot
create letters  ," abcxyz_0190   //**''+-=(){};"

: write-text ( -- )
  text length bounds do  letters count random + c@  i c!  loop ;

0 constant between
1 constant in-name
2 constant in-number
3 constant in-string
4 constant after-slash
5 constant in-comment
6 constant after-star

create counts 8 cells allot
: tally ( state -- )  1 swap cells counts + +! ;

: letter? ( char -- flag )  dup 'a' - 26 u<  swap '_' = or ;
: numeral? ( char -- flag )  '0' - 10 u< ;

: begin-token ( char -- state )
  dup letter? if drop in-name exit then
  dup numeral? if drop in-number exit then
  case
    39 of in-string endof
    '/' of after-slash endof
    between swap
  endcase ;

: next-state ( char state -- char state2 )
  case
    between of  dup begin-token  endof
    in-name of
      dup letter? over numeral? or if in-name else  in-name tally  dup begin-token  then
    endof
    in-number of
      dup numeral? if in-number else  in-number tally  dup begin-token  then
    endof
    in-string of  dup 39 = if  in-string tally  between  else in-string then  endof
    after-slash of
      dup '*' = if in-comment else  after-slash tally  dup begin-token  then
    endof
    in-comment of  dup '*' = if after-star else in-comment then  endof
    after-star of
      dup '/' = if  in-comment tally  between  else
      dup '*' = if after-star else in-comment then then
    endof
    between swap
  endcase ;

: scan-text ( -- )  between  text length bounds do  i c@ swap next-state nip  loop  tally ;
: checksum ( -- n )  0  8 0 do  31 *  counts i cells + @ +  loop ;

: kernel ( n -- checksum )
  dup seed !  write-text  counts 8 cells erase
  0 ?do  scan-text  'a' text i 97 * $ffff and + c!  loop  checksum ;

: main ( -- )  size kernel . cr ;

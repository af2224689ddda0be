\ Merge sort of linked lists, which are made, sorted and summed up n times.
include common.fs

10000 constant length
begin-structure node
  field: link
  field: value#
end-structure
create nodes length node * allot
create head node allot

: make-list ( -- list )
  0  nodes length node * bounds ?do  i link !  65536 random i value# !  i  node +loop ;

\ Cuts a list in the middle; it has two nodes at least.
: halves ( list -- list1 list2 )
  dup dup link @  ( list slow fast )
  begin dup while link @ dup while link @ swap link @ swap repeat then
  drop  dup link @  0 rot link ! ;

: merge ( list1 list2 -- list )
  head { tail }
  begin 2dup 0<> swap 0<> and while
    2dup value# @ swap value# @ < if swap then
    over tail link !  over to tail  swap link @ swap
  repeat
  or tail link !  head link @ ;

: sort ( list -- list2 )
  dup if dup link @ if  halves recurse swap recurse swap merge  then then ;

: checksum ( list -- n )  0 swap  begin dup while  dup value# @ rot 3 * xor swap  link @  repeat drop ;

: kernel ( n -- checksum )
  dup seed !
  0 swap 0 ?do  make-list sort checksum xor  loop ;

: main ( -- )  size kernel . cr ;

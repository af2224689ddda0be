\ test run
\ output:
\ | 0 4 18 
\ | 61 0 3 
\ A test before a loop need not be made again in it; nor one that each way to a place has made.
: nested ( n -- n2 )  0 over 0 ?do  over 0 ?do  i j + +  loop loop nip ;
: ack ( m n -- k )
  over 0= if nip 1+ exit then
  dup 0= if drop 1- 1 recurse exit then
  over 1- -rot 1- recurse recurse ;
create kept  ' nested , ' ack ,
: nested' ( n -- n2 )  kept @ execute ;
: ack' ( m n -- k )  kept cell+ @ execute ;
: main ( -- )
  0 nested' . 2 nested' 0 max . 3 nested' . cr
  3 3 ack' . 0 -1 ack' . 1 1 ack' . cr  kept @ kept ! ;
main
\ x86-64 nested: "testq"
\ x86-64 nested: not "testq(.*\n)*.*testq"
\ arm64 nested: not "cbn?z(.*\n)*.*cbn?z"

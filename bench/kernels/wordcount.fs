\ Counts the words of a text n times: a hash table with chains, strings that are compared.
include common.fs

100000 constant length
1024 constant buckets

create text length allot
create chains buckets cells allot

begin-structure entry
  field: link
  field: string
  field: characters
  field: times
end-structure

create entries 20000 entry * allot
variable used

: letter ( -- char )  6 random 'a' + ;
: write-text ( -- )  text length bounds do  4 random if letter else bl then  i c!  loop ;

: chain ( c-addr u -- addr )
  0 -rot bounds ?do  31 *  i c@ +  loop  buckets 1- and cells chains + ;

: same? ( c-addr u entry -- flag )  dup string @ swap characters @ compare 0= ;
: find-entry ( c-addr u addr -- entry | 0 )
  @ begin dup while  >r  2dup r@ same? if 2drop r> exit then  r> link @  repeat  nip nip ;
: new-entry ( c-addr u addr -- )
  entries used @ entry * +  1 used +!  ( c-addr u addr entry )
  over @ over link !  tuck swap !
  tuck characters !  tuck string !  1 swap times ! ;
: count-word ( c-addr u -- )
  2dup chain >r  2dup r@ find-entry
  ?dup if  1 swap times +!  2drop rdrop  else  r> new-entry  then ;

: next-word ( c-addr u -- c-addr2 u2 c-addr3 u3 )  \ the rest, and the word
  begin dup while over c@ bl = while 1 /string repeat then
  2dup begin dup while over c@ bl <> while 1 /string repeat then
  2swap 2 pick - ;
: count-words ( -- )
  chains buckets cells erase  0 used !
  text length begin next-word dup while count-word repeat 2drop 2drop ;

: checksum ( -- n )
  used @  0  entries used @ entry * bounds ?do  i times @ dup * +  entry +loop  swap 1000 * + ;

: kernel ( n -- checksum )
  dup seed !  write-text
  0 swap 0 ?do  3 *  count-words  checksum xor  'a' text i 50 * + c!  loop ;

: main ( -- )  size kernel . cr ;

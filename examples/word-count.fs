\ Counts the words of files, or of standard input, and shows the most frequent ones.
\
\     word-count [FILE...]
\
\ The words are in a hash table whose entries are allocated as they come; letters are compared without case.

1024 constant buckets
create table  buckets cells allot   \ each a list of entries, 0 at its end
table buckets cells erase

begin-structure /entry
  field: .next
  field: .count
  field: .length
  0 +field .text                    \ the word itself
end-structure

variable entries                    \ different words
variable total                      \ all words

: lower ( char -- char2 )  dup [char] A [char] Z 1+ within if 32 or then ;
: letter? ( char -- flag )  lower dup [char] a [char] z 1+ within swap [char] ' = or ;

: lower-all ( c-addr u -- )  bounds ?do i c@ lower i c! loop ;

: hash ( c-addr u -- u2 )  5381 -rot bounds ?do 33 * i c@ xor loop ;
: bucket ( c-addr u -- link )  hash buckets 1- and cells table + ;

: new-entry ( c-addr u -- entry )
  dup /entry + allocate throw  >r
  0 r@ .next !  0 r@ .count !  dup r@ .length !
  r@ .text swap move  1 entries +!  r> ;

: word-of ( entry -- c-addr u )  dup .text swap .length @ ;

\ The entry of a word, made if it is not there yet.
: entry ( c-addr u -- entry )
  2dup bucket                       ( c-addr u link )
  begin dup @ while
    >r 2dup r@ @ word-of compare 0= if 2drop r> @ exit then
    r> @ .next
  repeat
  >r new-entry dup r> ! ;

: count-word ( c-addr u -- )  2dup lower-all  entry .count 1 swap +!  1 total +! ;

: skip-others ( c-addr u -- c-addr2 u2 )
  begin dup while over c@ letter? 0= while 1 /string repeat then ;
: skip-letters ( c-addr u -- c-addr2 u2 )
  begin dup while over c@ letter? while 1 /string repeat then ;

: count-line ( c-addr u -- )
  begin skip-others dup while
    2dup skip-letters                 ( c-addr u c-addr2 u2 )
    2swap 2 pick - count-word
  repeat 2drop ;

4096 constant /line                 \ longer lines are read in pieces
create line  /line 2 + allot

: count-file ( fileid -- )
  >r begin line /line r@ read-line throw while line swap count-line repeat
  drop rdrop ;

\ ---- the result ----

variable sorted                     \ array of the entries

: collect ( -- )
  entries @ cells allocate throw sorted !
  sorted @
  buckets 0 do
    i cells table + begin @ dup while 2dup swap ! swap cell+ swap repeat drop
  loop drop ;

\ The more frequent one, or the first one by the alphabet.
: before? ( entry1 entry2 -- flag )
  over .count @ over .count @ - ?dup if nip nip 0> exit then
  swap word-of rot word-of compare 0< ;

: slot ( u -- addr )  cells sorted @ + ;
: exchange ( addr1 addr2 -- )  2dup @ swap @ rot ! swap ! ;

\ Number of the entry that comes first, from number u on.
: best ( u -- u2 )
  entries @ over 1+ ?do  i slot @ over slot @ before? if drop i then  loop ;

\ Brings the first u entries to the front, in order.
: select ( u -- )  0 ?do  i best slot  i slot  exchange  loop ;

: .entries ( u -- )  0 ?do  i slot @  dup .count @ 7 .r space  word-of type cr  loop ;

10 constant shown

: report ( -- )
  total @ . ." words, " entries @ . ." different" cr
  collect  entries @ shown min  dup select .entries ;

: count-named ( c-addr u -- )
  2dup r/o open-file if
    drop ." cannot read " type cr
  else nip nip dup count-file close-file throw then ;

: main ( -- )
  next-arg dup 0= if 2drop stdin count-file
  else begin dup while count-named next-arg repeat 2drop then
  report ;

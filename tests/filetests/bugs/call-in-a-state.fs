\ test run
\ output: >>>2 3 <<<
\ A call that is copied for each state of a loop: what it leaves belongs to its copy.
4 channel constant letters
: send-all ( c-addr u -- )  bounds ?do i c@ letters send loop ;
variable found
: count-words ( n -- )
  found off  0 swap 0 ?do
    letters recv 32 = if drop 0 else
      dup 0= if drop 1 found +! 1 then
    then
  loop drop found ? ;
s" a bc" send-all 4 count-words
variable seen
: graded ( c -- n )  recursive  dup 200 > if 1- graded else 32 <> 1 and then ;
: count-groups ( c-addr u -- )
  seen off  0 -rot bounds ?do
    i c@ graded 0= if drop 0 else  dup 0= if 1 seen +! then drop 1  then
  loop drop seen ? ;
s" a b  cd " count-groups

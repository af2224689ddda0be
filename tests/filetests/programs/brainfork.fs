\ test run
\ An interpreter of a tiny language.
\ output:
\ | Hello World!
create tape 100 allot
variable at
: cell-now ( -- c-addr )  tape at @ + ;
: skip ( c-addr -- c-addr2 )
  0 begin over c@ case [char] [ of 1+ endof [char] ] of 1- endof endcase dup while swap 1+ swap repeat drop ;
: back ( c-addr -- c-addr2 )
  0 begin over c@ case [char] ] of 1+ endof [char] [ of 1- endof endcase dup while swap 1- swap repeat drop ;
: step ( c-addr -- c-addr2 )
  dup c@ case
    [char] > of 1 at +! endof
    [char] < of -1 at +! endof
    [char] + of cell-now c@ 1+ cell-now c! endof
    [char] - of cell-now c@ 1- cell-now c! endof
    [char] . of cell-now c@ emit endof
    [char] [ of cell-now c@ 0= if skip then endof
    [char] ] of cell-now c@ if back then endof
  endcase 1+ ;
: run ( c-addr u -- )  tape 100 erase 0 at !  over + >r begin dup r@ < while step repeat drop r> drop ;
: main ( -- )
  s" ++++++++[>++++[>++>+++>+++>+<<<<-]>+>+>->>+[<]<-]>>.>---.+++++++..+++.>>.<-.<.+++.------.--------.>>+.>++." run ;

\ CORE and CORE EXT: words that define, compile and parse.
include tester.fs

: same ( c-addr u c-addr2 u2 -- flag )  compare 0= ;

\ Defining words
T{ 123 constant x123 x123 -> 123 }T
: equ constant ;
T{ x123 equ y123 y123 -> 123 }T
T{ variable v1 123 v1 ! v1 @ -> 123 }T
T{ 111 value val1 -999 value val2 val1 val2 -> 111 -999 }T
T{ 222 to val1 val1 -> 222 }T
: val1-get val1 ;
: val2-set to val2 ;
T{ val1-get -> 222 }T
T{ 333 val2-set val2 -> 333 }T
T{ 5 +to val1 val1-get -> 227 }T
: val1-add +to val1 ;
T{ -7 val1-add val1 -> 220 }T
T{ create cr1 1 , 2 , cr1 @ cr1 cell+ @ -> 1 2 }T
T{ ' cr1 >body cr1 = -> true }T
T{ here create cr2 align cr2 here = nip -> true }T
T{ 127 chars buffer: tbuf1 tbuf1 127 char * fill tbuf1 126 + c@ -> char * }T
T{ 7 buffer: tbuf2 tbuf2 aligned tbuf2 = -> true }T

: does1 does> @ 1 + ;
: does2 does> @ 2 + ;
T{ create cr3 1 , cr3 @ does1 cr3 does2 cr3 -> 1 2 3 }T
: weird: create does> 1 + does> 2 + ;
T{ weird: w1 ' w1 >body 1+ w1 = -> true }T
T{ w1 ' w1 >body - -> 2 }T
: array ( n "name" -- )  create 0 ?do i , loop does> swap cells + @ ;
T{ 5 array five-items 0 five-items 4 five-items -> 0 4 }T
: uses-array 3 five-items ;
T{ uses-array -> 3 }T

T{ :noname 1234 ; execute -> 1234 }T
:noname 5 ; constant nn1
:noname nn1 execute 1+ ; constant nn2
T{ nn2 execute -> 6 }T
: first-x 123 ;
: first-x first-x 1234 ;
T{ first-x -> 123 1234 }T
T{ : empty ; empty -> }T
: CaseBlind 7 ;
T{ caseblind CASEBLIND -> 7 7 }T

\ Compiling words
: lit5 [ 2 3 + ] literal ;
T{ lit5 -> 5 }T
: seven [ 7 ] literal ; immediate
: uses-seven seven literal ;
T{ uses-seven seven -> 7 7 }T
: tick ' ;
T{ tick x123 execute -> 123 }T
: ticked ['] x123 ;
T{ ticked execute -> 123 }T
: postpones postpone x123 ; immediate
: uses-postpones postpones ;
T{ uses-postpones -> 123 }T
: my-if postpone if ; immediate
: uses-my-if my-if 1 else 2 then ;
T{ 0 uses-my-if -1 uses-my-if -> 2 1 }T
: bracket-compiles [compile] seven ; immediate
: uses-bracket [compile] x123 ;
T{ uses-bracket -> 123 }T
: my-endif [compile] then ; immediate
: uses-my-endif if 5 my-endif ;
T{ 1 uses-my-endif -> 5 }T
: compiles-plus ['] + compile, ; immediate
: adds compiles-plus ;
T{ 1 2 adds -> 3 }T
: in-state state @ ; immediate
: compiled-state in-state literal ;
T{ in-state compiled-state 0= -> 0 false }T
: immediate-message 0 ; immediate
T{ : im1 immediate-message drop ; immediate -> 0 }T
: power-of ( n -- )  1 swap 0 ?do 2* loop postpone literal ; immediate
: two-to-ten [ 10 ] power-of ;
T{ two-to-ten -> 1024 }T

\ Text
: hello s" hello" ;
T{ hello s" hello" same -> true }T
T{ s" " nip -> 0 }T
: counted c" abc" ;
T{ counted count s" abc" same -> true }T
T{ c" " count nip -> 0 }T
: escaped s\" a\n\t\"\\\x41\q" ;
T{ escaped nip -> 7 }T
T{ escaped drop dup 1+ c@ swap dup 2 + c@ swap dup 5 + c@ swap 6 + c@ -> 10 9 65 34 }T
T{ s\" \a\b\e\f\l\r\v\z" drop 8 s\" \x07\x08\x1B\x0C\x0A\x0D\x0B\x00" same -> true }T
T{ s\" \m" nip -> 2 }T
T{ s" a\nb" nip -> 4 }T
: bracket-char [char] ) ;
T{ bracket-char -> 41 }T
T{ parse-name word-one s" word-one" same -> true }T
T{ parse-name    spaced   s" spaced" same -> true }T
T{ char | parse a b | s" a b " same -> true }T
T{ char | parse | nip -> 0 }T
T{ bl word counted-word count s" counted-word" same -> true }T
T{ char " word ""quoted" count s" quoted" same -> true }T
: parsed-length parse-name nip ;
T{ parsed-length four -> 4 }T
T{ parse-name
nip -> 0 }T
T{ 5 \ 6
-> 5 }T
T{ 5 ( 6 ) 7 -> 5 7 }T
T{ 1 ( over
lines ) 2 -> 1 2 }T
T{ .( printed) 3 -> 3 }T
T{ ." printed" 3 -> 3 }T

\ Found and evaluated
: x-string s" x123" ;
create x-counted 4 c, char x c, char 1 c, char 2 c, char 3 c,
create no-counted 3 c, char ? c, char ? c, char ? c,
create if-counted 2 c, char i c, char f c,
T{ x-counted find swap execute -> -1 123 }T
T{ no-counted find -> no-counted 0 }T
T{ if-counted find nip -> 1 }T
T{ x-string evaluate -> 123 }T
T{ s" 1 2 swap" evaluate -> 2 1 }T
T{ s" " evaluate -> }T
T{ s" : evaluated 77 ;" evaluate evaluated -> 77 }T
: evaluates s" 5 6 +" evaluate ; immediate
T{ evaluates -> 11 }T
T{ evaluates drop -> }T
T{ >in @ drop -> }T
T{ source nip 0> -> true }T
T{ source-id 0= -> false }T
T{ s" source-id" evaluate -> -1 }T
T{ s" source nip" evaluate -> 10 }T


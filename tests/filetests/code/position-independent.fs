\ test run
\ flags: --pie
\ output: >>>3 7 12 \ntwo\nthree 42 \n-13 5 \n11 22 33 \nfirst 1.5 \n<<<
\ x86-64: not "movl \$[a-zA-Z_]"
\ x86-64: "leaq [a-z_]+\(%rip\)"
\ Addresses in code and in data are right wherever the program is put: tokens in tables, objects that hold the addresses of
\ others, does> parts, deferred words, strings, channels, floats.
: one ." one" ;  : two ." two" cr ;  : three ." three " ;
create actions  ' one , ' two , ' three ,
: act ( n -- ) cells actions + @ execute ;
create numbers  3 , 7 , 12 ,
create chain  numbers , actions ,
: at ( n -- x ) cells numbers + @ ;
: show 3 0 do i at . loop cr ;
: adder ( n -- ) create , does> @ + ;
20 adder +20  22 adder +22
variable cell-of  numbers cell-of !
defer later  :noname -13 throw ; is later
: thrown ['] later catch . 5 . cr ;
3 channel constant c
: sender ( n -- ) c send ;
: sent 11 ['] sender spawn join 22 ['] sender spawn join 33 c send  3 0 do c recv . loop cr ;
create floats-here  1.5e f,
: float-text s" first " type floats-here f@ f. cr ;
show
1 act 2 act
0 +20 +22 . cr
cell-of @ numbers <> chain @ numbers <> or chain cell+ @ actions <> or abort" wrong address"
thrown
sent
float-text

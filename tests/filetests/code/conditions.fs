\ test run
\ Conditions put together from flags branch twice; no flag is made.
\ x86-64: not "set[a-z]"
\ output: >>>-1 <<<
\ run: 1 2 3 both 2 1 3 both 1 2 1 both == 1 0 0
\ run: 1 2 3 either 2 1 1 either 2 1 3 either == 1 1 0
\ run: 'Q' letter 'q' letter '5' letter '[' letter == 1 1 0 0
\ run: 5 2 1 both? 5 0 1 both? 5 1 0 both? == 7 -1 -1
\ run: 5 2 walk -1 2 walk == 1 1
variable x
: both ( a b c -- n )  >r 2dup < swap r> < and if drop 1 x ! else drop 0 x ! then x @ ;
: either ( a b c -- n )  >r 2dup < swap r> = or if drop 1 x ! else drop 0 x ! then x @ ;
: letter ( char -- n )
  dup 'a' 'z' 1+ within swap 'A' 'Z' 1+ within or if 1 x ! else 0 x ! then x @ ;
: both? ( n a b -- n2 )  0<> swap 1 > and if 2 + else drop -1 then x ! x @ ;
: walk ( a b -- n )  begin 2dup 0> swap 0> and while 1- swap 2 - swap repeat + ;
create kept  ' both , ' either , ' letter ,
1 2 3 kept @ execute negate .

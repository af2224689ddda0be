\ GFORTH: strings that grow.
include tester.fs

variable s
: is? ( c-addr u -- flag )  s $@ compare 0= ;
T{ s $@ nip s $@len -> 0 0 }T
T{ s" hello" s $! s" hello" is? s $@len -> true 5 }T
T{ s"  world" s $+! s" hello world" is? -> true }T
T{ char ! s c$+! s" hello world!" is? -> true }T
T{ s" , wide" s 5 $ins s" hello, wide world!" is? -> true }T
T{ s 5 6 $del s" hello world!" is? -> true }T
T{ s" HELLO" s 0 $over s" HELLO world!" is? -> true }T
T{ s" ??" s 11 $over s" HELLO world??" is? -> true }T
T{ s 5 100 $del s" HELLO" is? -> true }T
T{ s" >" s 5 $ins s" <" s 0 $ins s" <HELLO>" is? -> true }T
T{ s $@ 1 /string s $! s" HELLO>" is? -> true }T
T{ 2 s $!len s" HE" is? -> true }T
T{ s $free s @ s $@len -> 0 0 }T
T{ s $init s $@ nip s @ 0= -> 0 false }T
: appends ( u -- )  0 ?do i [char] a + s c$+! loop ;
T{ 26 appends s" abcdefghijklmnopqrstuvwxyz" is? -> true }T
T{ s $@ 2drop s $off s @ -> 0 }T
: long ( -- n )  10000 0 do s" 0123456789" s $+! loop s $@len ;
T{ long s $@ drop 99990 + 10 s" 0123456789" compare -> 100000 0 }T
T{ s $off -> }T

: key-value ( -- n n )  s" key=value=x" [char] = $split s" value=x" compare >r s" key" compare r> ;
T{ key-value -> 0 0 }T
: no-value ( -- n n )  s" none" [char] = $split nip >r s" none" compare r> ;
T{ no-value -> 0 0 }T
T{ s" =x" char = $split nip nip nip -> 1 }T
: lengths ( c-addr u -- n )  nip ;
T{ s" a,bcd,,ef" s $! s char , ' lengths $iter -> 1 3 0 2 }T

\ test run
\ What lies on the stack where a word throws is found by the handler, as far as it was that deep before.
\ output: >>>12 77 4 -111 999 0 5 4 3 <<<
: refuse ( n -- 77 )  77 swap abort" not wanted" ;
: caught ( xt -- n )  catch -2 = if 12 then ;
4 5 ' refuse caught . . .
: countdown ( n -- )  1- dup 0> if recurse else 999 throw -222 then ;
: count ( -- n1 n2 n3 n4 n5 n6 )  3 4 5 10 ['] countdown catch -111 ;
count . . . . . .

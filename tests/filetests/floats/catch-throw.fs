\ test run
\ `catch` restores the depth of the float stack, not what is on it.
\ effect: kept ( n -- n ) ( F: r -- r )
\ effect: changed ( -- n ) ( F: ? -- ? )
\ run: 0 5e kept fdepth f>s == 0 1 6
\ run: 7 5e kept fdepth fdrop == 7 1
\ run: 1e 2e 3e changed fdepth f>s f>s == 0 2 5 1
\ run: 1e 2e -3e changed fdepth fdrop fdrop fdrop == -9 3
\ run: 1e 2e 3e ['] deeper catch fdepth fdrop fdrop f>s == -7 3 1
\ run: 1e 2e ['] pushing catch fdepth f>s f>s == -5 2 2 1
\ run: 1e nested fdepth f>s == -5 2 1 1
\ run: -1e fails f>s == -3 -1
\ run: 1e fails f>s == 0 1
\ run: 1e 2e ['] f+ safely f>s == 3
\ run: 4e 0 ['] pick safely fdepth fdrop == -11 1
: 1+or ( n r -- r2 )  throw 1e f+ ;
: kept ( n r -- n2 r2 )  dup ['] 1+or catch if drop else drop 0 then ;
: sum ( r1 r2 -- r3 )  fdup f0< if -9 throw then f+ ;
: changed ( r1 r2 -- ??? )  ['] sum catch ;
: deeper ( r1 r2 -- )  fdrop fdrop -7 throw ;
: pushing ( -- r )  10 0 do i s>f loop -5 throw ;
: inner ( -- n )  ['] pushing catch ;
: nested ( -- n1 n2 r )  inner 8e ['] pushing catch drop fdepth fswap fdrop 1e fswap fdrop ;
: check ( r -- r )  fdup f0< if -3 throw then ;
: fails ( r -- n r2 )  ['] check catch ;
: safely ( xt -- n )  catch dup if nip -11 swap drop else drop then ;

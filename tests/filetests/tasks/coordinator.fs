\ test run
\ size: <= 24576
\ size x86_64-macos: <= 24576
\ size aarch64-macos: <= 36864
\ output: >>>285 \n<<<
100 channel constant work-queue
100 channel constant result-queue
: agent-worker ( agent-id -- )  drop begin work-queue recv dup * result-queue send again ;
: start-agents ( -- )  10 0 do i ['] agent-worker spawn drop loop ;
: distribute-work ( specs -- )
  begin
    dup 0= if drop exit then
    dup car work-queue send
    cdr
  repeat ;  \ warning: repeat-without-while
: collect-results ( n -- results )  nil swap 0 ?do result-queue recv cons loop ;
: multi-agent-run ( specs -- results )  start-agents  dup length >r  distribute-work  r> collect-results ;
: specs ( -- list )  nil 10 0 do i cons loop ;
: sum ( list -- n )  0 swap begin dup while tuck car + swap cdr repeat drop ;
: main ( -- )  specs multi-agent-run sum . cr ;

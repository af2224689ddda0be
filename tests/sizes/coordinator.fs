\ Ten workers between two queues: what the programs of the size test begin with.
10 channel constant jobs
10 channel constant results
: work ( job -- )  dup * results send ;
: worker ( -- )  begin jobs recv work again ;
: start ( -- )  10 0 do ['] worker spawn drop loop ;
: feed ( -- )  10 0 do i jobs send loop ;
: collect ( -- sum )  0 10 0 do results recv + loop ;

\ test run
\ output: >>>0 -1 \n<<<
\ run: f == 2
: .state ( -- )  state @ 0<> . ; immediate
.state
: g ( -- )  .state ;
: smart ( -- n )  state @ if 2 postpone literal else 1 then ; immediate
: f ( -- n )  smart ;
cr

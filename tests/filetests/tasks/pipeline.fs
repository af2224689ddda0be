\ test run
\ output: >>>338350 \n<<<
4 channel constant numbers
4 channel constant squares
: produce ( -- )  101 1 do i numbers send loop  numbers close-channel ;
: square-all ( -- )  begin numbers recv? while dup * squares send repeat drop  squares close-channel ;
: total ( -- n )  0 begin squares recv? while + repeat drop ;
: main ( -- )  ['] produce spawn ['] square-all spawn  total .  join join cr ;

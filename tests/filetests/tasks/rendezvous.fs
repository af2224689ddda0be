\ test run
\ output: >>>1 4 9 16 25 \n<<<
0 channel constant questions
0 channel constant answers
: squarer ( -- )  begin questions recv? while dup * answers send repeat drop ;
: main ( -- )
  ['] squarer spawn
  6 1 do i questions send  answers recv . loop
  questions close-channel join cr ;

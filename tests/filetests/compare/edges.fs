\ test run
\ Each comparison over all pairs of edge cases, on operands that no optimizer knows.
\ output:
\ | =  +-----+-----+-----+-----+
\ | <> -+++++-+++++-+++++-+++++-
\ | <  -++++--+++---++----+-----
\ | >  -----+----++---+++--++++-
\ | <= +++++-++++--+++---++----+
\ | >= +----++---+++--++++-+++++
\ | u< -+--------++-++++--+++---
\ | u> --++++-+++-------+----++-
\ | u<=++----+---+++++++-++++--+
\ | u>=+-++++++++--+----++---+++
create edges  -9223372036854775808 , -1 , 0 , 1 , 9223372036854775807 ,
: .flag ( flag -- )  if [char] + else [char] - then emit ;
: .pairs ( xt -- )
  5 0 do 5 0 do
    dup  edges j cells + @  edges i cells + @  rot execute .flag
  loop loop drop cr ;
: main ( -- )
  ." =  " ['] = .pairs
  ." <> " ['] <> .pairs
  ." <  " ['] < .pairs
  ." >  " ['] > .pairs
  ." <= " ['] <= .pairs
  ." >= " ['] >= .pairs
  ." u< " ['] u< .pairs
  ." u> " ['] u> .pairs
  ." u<=" ['] u<= .pairs
  ." u>=" ['] u>= .pairs ;

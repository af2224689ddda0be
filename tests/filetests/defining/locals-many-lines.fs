\ test run
\ run: 1 2 3 f == 6
: f {: a
       b
       c
    -- sum :}
  a b + c + ;

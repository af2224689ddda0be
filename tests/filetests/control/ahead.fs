\ test run
\ run: f == 1 3
: f ( -- ... )  1 ahead 2 then 3 ;

\ test run
\ output: >>>5 5 5 7 7 <<<
: limits ( -- )  5 2 do i' . loop  7 5 do 1 0 do i drop loop i' . loop ;
limits

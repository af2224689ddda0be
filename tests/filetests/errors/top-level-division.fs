\ test run
\ throws: -10
1 0 / .

\ test run
\ throws: -4
1 + .

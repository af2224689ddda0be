\ test run
\ `page` and `at-xy` print the control sequences of ANSI terminals; rows and columns are counted from 0.
\ output: >>>\e[2J\e[1;1Ha\e[3;6Hb\e[1;1Hc<<<
page char a emit  5 2 at-xy char b emit
: main ( -- )  0 0 at-xy [char] c emit ;

\ test run
\ Names may have any printable characters and are found whatever their case.
\ run: \back == 1
\ run: ~!@#$%^&*()_+{}|:<>?[]\;',./=-` == 2
\ run: 2+2 == 4
\ run: MiXeD mixed MIXED == 3 3 3
\ run: "quoted" == 5
: \back ( -- n )  1 ;
: ~!@#$%^&*()_+{}|:<>?[]\;',./=-` ( -- n )  2 ;
: 2+2 ( -- n )  4 ;
: Mixed ( -- n )  3 ;
: "quoted" ( -- n )  5 ;

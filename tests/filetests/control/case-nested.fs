\ test run
\ run: 1 1 both == 100
\ run: 1 2 both == 200
\ run: 2 9 both == 300
\ run: 3 9 both == 400
: both ( n1 n2 -- n3 )
  swap case
    1 of case 1 of 100 endof 2 of 200 endof -1 swap endcase endof
    2 of drop 300 endof
    swap drop 400 swap
  endcase ;

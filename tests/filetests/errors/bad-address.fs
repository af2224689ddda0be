\ test run
\ run: 0 @ throws -9
\ run: 5 0 ! throws -9
\ run: 1 c@ throws -9
\ run: 0 fetch throws -9
\ run: -8 fetch throws -9
\ run: 5 0 100 store-past throws -9
: fetch ( addr -- x )  @ ;
: store-past ( x addr n -- )  + ! ;

\ test run
\ Called by another word, or ticked: that does not count as interpreting the name.
\ output: >>>main main\n<<<
: main ( -- )  ." main" ;
: twice ( -- )  main space ;
twice
' main drop
: cr-after ( -- )  cr ;
: main ( -- )  main cr-after ;

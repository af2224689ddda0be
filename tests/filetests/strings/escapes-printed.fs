\ test run
\ output: >>>tab\there\nquote"end\\\n<<<
: f ( -- )  .\" tab\there\nquote\"end\\\n" ;
f

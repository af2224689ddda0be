\ test run
\ Constants, values and tables with contents that only the running program has.
\ output: >>>2 2 3 4 2 \n<<<
: args ( -- n )  argc @ 1+ ;
args constant two
args value v
create table args , args 1+ , args 2 + ,
two . v . table cell+ @ . table 2 cells + @ . table @ . cr

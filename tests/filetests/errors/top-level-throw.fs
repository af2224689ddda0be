\ test run
\ While the top level is evaluated the throw is an error of the compilation.
\ throws: -4000
: f ( -- )  -4000 throw ;
f

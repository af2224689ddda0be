\ test run
\ Words that use a base and restore it are fine, whatever they print.
\ output: >>>FF 10 <<<
: in-hex ( n -- )  base @ >r hex . r> base ! ;
: late ( -- n )  utime 2drop 255 ;
late in-hex
10 .

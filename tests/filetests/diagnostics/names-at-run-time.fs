\ test compile
\ The program has no names: what needs them works only while compiling.
: a ( -- )  words ;  \ error: needs-compile-time
: b ( -- )  wordlist drop ;  \ error: needs-compile-time
: c ( -- )  s" dup" find-name drop ;  \ error: needs-compile-time
: main ( -- )  a b c ;

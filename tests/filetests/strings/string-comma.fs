\ test run
\ output: >>>abc 3 x"y 1 hello world! 8 4 o<<<
\ Strings in data space, counted, and small words of gforth.
create abc  s" abc" s,
create one  s" x" s,
create greeting ," hello world!"
abc count type space abc c@ .
one count type char " emit ." y " one c@ .
greeting count type space
warnings off
float . #eof .
s" hello" + char- c@ emit

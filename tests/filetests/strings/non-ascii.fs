\ test run
\ Strings have the bytes of the source, whatever their encoding.
\ output: >>>\xc3\xa9\xe2\x82\xac 5\n\xff\n<<<
s" é€" 2dup type space nip 0 .r cr
s\" \xff" type cr

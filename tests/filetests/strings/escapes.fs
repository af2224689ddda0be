\ test run
\ run: s\" \a\b\e\f\l" sum == 7 8 27 12 10 5
\ run: s\" \m\n\q\r\t" sum == 13 10 10 34 13 9 6
\ run: s\" \v\z\"\\" sum == 11 0 34 92 4
\ run: s\" \x41\xfF\x00" sum == 65 255 0 3
\ run: s\" a\x4142" sum == 97 65 52 50 4
\ run: s\" \0\7\60\101\3778\08" sum == 0 7 48 65 255 56 0 56 8
\ run: s\" " sum == 0
: sum ( c-addr u -- ... u )  dup >r over + swap ?do i c@ loop r> ;

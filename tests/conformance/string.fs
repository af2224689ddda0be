\ STRING and STRING EXT, and what gforth has besides.
include tester.fs

: s1 s" abcdefghijklmnopqrstuvwxyz" ;
: s2 s" abc" ;
: s3 s" jklmn" ;
: s4 s" z" ;
: s5 s" mnoq" ;
: s6 s" 12345" ;
: s7 s" " ;
: s8 s"  abc  " ;
: s9 s"      " ;
: s10 s"    a " ;

\ A copy with some bytes before it, so that strings are compared at any alignment
create room 200 allot
: moved ( c-addr u n -- c-addr2 u )  room + swap 2dup 2>r move 2r> ;
create room2 200 allot
: moved2 ( c-addr u n -- c-addr2 u )  room2 + swap 2dup 2>r move 2r> ;

T{ s1 -trailing -> s1 }T
T{ s8 -trailing -> s8 2 - }T
T{ s7 -trailing -> s7 }T
T{ s9 -trailing -> s9 drop 0 }T
T{ s10 -trailing -> s10 1- }T

T{ s1 5 /string -> s1 swap 5 + swap 5 - }T
T{ s1 10 /string -4 /string -> s1 6 /string }T
T{ s1 0 /string -> s1 }T

T{ s1 s1 compare -> 0 }T
T{ s1 pad swap cmove s1 pad over compare -> 0 }T
T{ s1 s6 compare -> 1 }T
T{ s6 s1 compare -> -1 }T
T{ s7 s7 compare -> 0 }T
T{ s1 s7 compare -> 1 }T
T{ s7 s1 compare -> -1 }T
T{ s2 s1 compare -> -1 }T
T{ s1 s2 compare -> 1 }T
T{ s" 0abc" s" 0ABC" compare -> 1 }T
T{ s" 0ABC" s" 0abc" compare -> -1 }T
T{ s\" a\x80" s" aa" compare -> 1 }T
T{ s" 12345678x" s" 12345678y" compare -> -1 }T
T{ s" 1234567x" s" 1234567y" compare -> -1 }T
T{ s" x2345678" s" y2345678" compare -> -1 }T
T{ s" 12345678" s" 123456789" compare -> -1 }T
T{ s1 3 moved s1 compare -> 0 }T
T{ s1 3 moved s1 5 moved2 compare -> 0 }T
T{ s1 3 moved 2dup + 1- 0 swap c! s1 compare -> -1 }T
: compares ( -- n... )  s" hello" s" help" compare s" help" s" hello" compare s" a" s" a" compare ;
T{ compares -> -1 1 0 }T

T{ s1 s2 search -> s1 true }T
T{ s1 s3 search -> s1 9 /string true }T
T{ s1 s4 search -> s1 25 /string true }T
T{ s1 s5 search -> s1 false }T
T{ s1 s6 search -> s1 false }T
T{ s1 s7 search -> s1 true }T
T{ s7 pad 0 search -> s7 true }T
T{ s7 s1 search -> s7 false }T
T{ s2 s1 search -> s2 false }T
T{ s" aaaab" s" aab" search nip nip -> true }T
T{ s" aaaab" s" aab" search drop nip -> 3 }T
T{ s1 s1 search -> s1 true }T

T{ pad 4 char x fill pad 4 blank pad 4 s"     " compare -> 0 }T
T{ pad 0 blank pad c@ -> bl }T
T{ s" 12345" pad swap cmove pad pad 2 + 3 cmove pad 5 s" 12121" compare -> 0 }T
T{ s" 12345" pad swap cmove pad pad 2 + 3 cmove> pad 5 s" 12123" compare -> 0 }T
T{ s" 12345" pad swap cmove pad 2 + pad 3 cmove> pad 5 s" 54545" compare -> 0 }T
T{ pad pad 0 cmove pad pad 0 cmove> -> }T

: lit-string [ s1 ] sliteral ;
T{ lit-string s1 compare -> 0 }T
: lit-empty [ s7 ] sliteral ;
T{ lit-empty nip -> 0 }T

\ Substitutions
create subbuf 64 allot
: check ( c-addr u n c-addr2 u2 -- n flag )  rot >r compare r> swap 0= ;
T{ s" wxyz" s" mac1" replaces -> }T
T{ s" 12" s" mac2" replaces -> }T
T{ s" " s" mac3" replaces -> }T
T{ s" nothing here" subbuf 64 substitute s" nothing here" check -> 0 true }T
T{ s" %mac1%" subbuf 64 substitute s" wxyz" check -> 1 true }T
T{ s" %MAC1%" subbuf 64 substitute s" wxyz" check -> 1 true }T
T{ s" abc %mac2% def%mac1%gh" subbuf 64 substitute s" abc 12 defwxyzgh" check -> 2 true }T
T{ s" abc%mac3%def%mac1%gh" subbuf 64 substitute s" abcdefwxyzgh" check -> 2 true }T
T{ s" %mac3%" subbuf 64 substitute s" " check -> 1 true }T
T{ s" abc%%mac1%%%mac1%%%" subbuf 64 substitute s" abc%mac1%wxyz%" check -> 1 true }T
T{ s" 100% sure" subbuf 64 substitute s" 100% sure" check -> 0 true }T
T{ s" %nosuch%" subbuf 64 substitute s" %nosuch%" check -> 0 true }T
T{ s" %mac1" subbuf 64 substitute s" %mac1" check -> 0 true }T
T{ s" " subbuf 64 substitute s" " check -> 0 true }T
T{ s" %mac1%" subbuf 3 substitute nip nip 0< -> true }T
T{ s" abc" subbuf 3 substitute s" abc" check -> 0 true }T
T{ s" %mac1%" s" mac3" replaces s" a%mac3%b" subbuf 64 substitute s" a%mac1%b" check -> 1 true }T
T{ s" a longer text than it was" s" mac2" replaces s" %mac2%" subbuf 64 substitute s" a longer text than it was" check -> 1 true }T
: in-definition ( -- c-addr u n )  s" at run time" s" mac4" replaces s" <%mac4%>" subbuf 64 substitute ;
T{ in-definition s" <at run time>" check -> 1 true }T
T{ s" abcd" subbuf swap move subbuf 4 subbuf 2 + 60 substitute nip nip 0< -> true }T
T{ s" 50% of 100%" pad unescape s" 50%% of 100%%" compare -> 0 }T
T{ s" " pad unescape nip -> 0 }T
T{ s" 50% of %mac1%" pad unescape subbuf 64 substitute s" 50% of %mac1%" check -> 0 true }T

\ gforth
T{ s2 s2 str= s2 s1 str= s7 s7 str= -> true false true }T
T{ s" abd" s2 str= -> false }T
T{ s2 s1 str< s1 s2 str< s2 s2 str< -> true false false }T
T{ s1 s2 string-prefix? s2 s1 string-prefix? s1 s3 string-prefix? s1 s7 string-prefix? -> true false false true }T
T{ s1 s" xyz" string-suffix? s1 s2 string-suffix? s2 s1 string-suffix? s1 s7 string-suffix? -> true false false true }T
T{ s" hello world" char w scan s" world" compare -> 0 }T
T{ s" hello" char w scan nip -> 0 }T
T{ s"   hello" bl skip s" hello" compare -> 0 }T
T{ s"    " bl skip nip -> 0 }T
T{ s" a/b/c.fs" char / scan-back s" a/b/" compare -> 0 }T
T{ s" abc" char / scan-back nip -> 0 }T
T{ s" abc" pad place pad count s" abc" compare pad c@ -> 0 3 }T
T{ s" def" pad +place pad count s" abcdef" compare -> 0 }T
T{ s" " pad place pad c@ -> 0 }T
T{ char a toupper char A toupper char z toupper char 1 toupper char { toupper -> char A char A char Z char 1 char { }T
T{ char A tolower char a tolower char Z tolower char @ tolower char [ tolower -> char a char a char z char @ char [ }T
create zero-ended char a c, char b c, 0 c,
T{ zero-ended cstring>sstring -> zero-ended 2 }T
T{ zero-ended 2 + cstring>sstring nip -> 0 }T

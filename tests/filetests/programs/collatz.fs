\ test run
\ output:
\ | 0 1 7 2 5 8 16 3 19 
\ | 216 2919 
: next ( n -- n2 )  dup 1 and if 3 * 1+ else 2/ then ;
: steps ( n -- u )  0 swap begin dup 1 <> while next swap 1+ swap repeat drop ;
: longest ( u -- n steps )  0 0 rot 1 ?do i steps 2dup < if nip nip i swap else drop then loop ;
: main ( -- )  10 1 do i steps . loop cr 3000 longest . . cr ;

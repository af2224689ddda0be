\ test run
\ output: >>>a line|a line|the rest|\n<<<
\ A command reads on where the program is in a file, though that has read ahead.
variable fid
: name ( -- c-addr u )  s" /tmp/ffc-input-of-commands" pad place getpid 0 <# #s #> pad +place pad count ;
name w/o create-file throw fid !
s" a line" fid @ write-line throw  s" the rest" fid @ write-line throw
fid @ close-file throw
name r/o open-file throw fid !
create line 80 allot
line 80 fid @ read-line throw drop line swap type ." |"
0 0 fid @ reposition-file throw
line 80 fid @ read-line throw drop line swap type ." |"
s" tr '\n' '|'" fid @ stdout start-process throw wait-process throw drop
cr
name delete-file throw

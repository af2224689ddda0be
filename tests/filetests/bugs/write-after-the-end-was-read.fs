\ test run
\ output: >>>3 0 ABC-new \n<<<
\ What was read and taken is no part of what is written next.
variable fid
: name ( -- c-addr u )  s" /tmp/ffc-write-after-read" pad place getpid 0 <# #s #> pad +place pad count ;
name r/w create-file throw fid !
s" ABC" fid @ write-file throw
0 0 fid @ reposition-file throw
pad 100 + 10 fid @ read-file throw .  pad 100 + 10 fid @ read-file throw .
s" -new" fid @ write-file throw
fid @ close-file throw
name slurp-file type space cr
name delete-file throw

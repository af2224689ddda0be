\ FILE and FILE EXT, with gforth's words for files.
include tester.fs

\ Names that no other run of this test uses.
create name-buffers 160 allot
variable name-buffer
: path ( char -- c-addr u )
  dup [char] a - 80 * name-buffers + name-buffer !
  >r s" /tmp/ffc-conformance-" dup >r name-buffer @ swap move r>
  getpid 0 <# #s #>                     ( length c-addr u ) ( R: char )
  third name-buffer @ + swap dup >r move r> +
  name-buffer @ over + r> swap c! name-buffer @ swap 1+ ;
: name1 ( -- c-addr u )  [char] a path ;
: name2 ( -- c-addr u )  [char] b path ;

variable fid
variable old-fid
create buf 200 allot
: same? ( c-addr1 u1 c-addr2 u2 -- flag )
  rot over <> if 2drop drop false exit then
  0 ?do over i + c@ over i + c@ <> if 2drop false unloop exit then loop 2drop true ;
: line ( u1 -- u2 flag ior )  buf swap fid @ read-line ;

T{ r/o r/w = r/o w/o = or r/w w/o = or -> false }T
T{ r/o bin r/o = -> false }T
T{ stdin stdout stderr -> 0 1 2 }T

\ Writing, and reading back.
T{ name1 r/w create-file swap fid ! -> 0 }T
T{ fid @ file-size -> 0 0 0 }T
T{ s" first" fid @ write-line -> 0 }T
T{ s" second" fid @ write-file -> 0 }T
T{ char ! fid @ emit-file -> 0 }T
T{ fid @ file-position -> 13 0 0 }T
T{ fid @ file-size -> 13 0 0 }T
T{ fid @ flush-file -> 0 }T
T{ 0 0 fid @ reposition-file -> 0 }T
T{ fid @ file-eof? -> false }T
T{ 100 line -> 5 true 0 }T
T{ buf 5 s" first" same? -> true }T
T{ fid @ file-position -> 6 0 0 }T
T{ 100 line -> 7 true 0 }T
T{ buf 7 s" second!" same? -> true }T
T{ 100 line -> 0 false 0 }T
T{ fid @ file-eof? -> true }T
T{ 6 0 fid @ reposition-file -> 0 }T
T{ fid @ file-eof? -> false }T
T{ buf 3 fid @ read-file -> 3 0 }T
T{ buf 3 s" sec" same? -> true }T
T{ s" OND" fid @ write-file -> 0 }T
T{ fid @ file-position -> 12 0 0 }T
T{ buf 100 fid @ read-file -> 1 0 }T
T{ buf c@ -> char ! }T
T{ buf 100 fid @ read-file -> 0 0 }T
T{ buf 0 fid @ read-file -> 0 0 }T
T{ fid @ close-file -> 0 }T

\ A closed file is closed, whatever has its descriptor now.
T{ fid @ old-fid ! name1 r/o bin open-file swap fid ! -> 0 }T
T{ fid @ old-fid @ = -> false }T
T{ old-fid @ close-file -> -521 }T
T{ buf 10 old-fid @ read-file -> 0 -521 }T
T{ buf 10 old-fid @ read-line nip -> 0 -521 }T
T{ s" x" old-fid @ write-file -> -521 }T
T{ s" x" old-fid @ write-line -> -521 }T
T{ old-fid @ file-size -> 0 0 -521 }T
T{ old-fid @ file-position -> 0 0 -521 }T
T{ 0 0 old-fid @ reposition-file -> -521 }T
T{ 0 0 old-fid @ resize-file -> -521 }T
T{ old-fid @ flush-file -> -521 }T
T{ -1 close-file 123456789 close-file 12345 close-file -> -521 -521 -521 }T
T{ s" x" -1 write-file buf 1 -1 read-file -> -521 0 -521 }T
T{ s" x" fid @ write-file -> -521 }T
T{ fid @ key-file fid @ key?-file -> char f true }T
T{ fid @ close-file -> 0 }T

\ Lines that are longer than the buffer, and all three ends of lines.
T{ name1 w/o create-file swap fid ! -> 0 }T
T{ s\" ab\r\ncd\ref\n\r\nxyz" fid @ write-file -> 0 }T
T{ buf 10 fid @ read-file -> 0 -521 }T
T{ fid @ close-file -> 0 }T
T{ name1 r/o open-file swap fid ! -> 0 }T
T{ 20 line 20 line 20 line -> 2 true 0 2 true 0 2 true 0 }T
T{ fid @ file-position -> 10 0 0 }T
T{ 20 line 20 line 20 line -> 0 true 0 3 true 0 0 false 0 }T
T{ 0 0 fid @ reposition-file -> 0 }T
T{ 2 line 2 line 2 line -> 2 true 0 0 true 0 2 true 0 }T
T{ 2 line 2 line 2 line -> 0 true 0 2 true 0 0 true 0 }T
T{ 0 line 2 line 2 line 2 line -> 0 true 0 0 true 0 2 true 0 1 true 0 }T
T{ 2 line 0 line -> 0 false 0 0 true 0 }T
T{ fid @ key-file -> 4 }T
T{ fid @ close-file -> 0 }T

\ Sizes.
T{ name1 r/w open-file swap fid ! -> 0 }T
T{ 37 0 fid @ resize-file -> 0 }T
T{ fid @ file-size -> 37 0 0 }T
T{ buf 200 fid @ read-file -> 37 0 }T
T{ buf 36 + c@ -> 0 }T
T{ 2 0 fid @ resize-file -> 0 }T
T{ fid @ file-size -> 2 0 0 }T
T{ 0 1 fid @ resize-file -> -534 }T
T{ 0 1 fid @ reposition-file -> -534 }T
T{ 100000 0 fid @ reposition-file -> 0 }T
T{ s" x" fid @ write-file -> 0 }T
T{ fid @ file-size -> 100001 0 0 }T
T{ fid @ close-file -> 0 }T

\ Names.
T{ name1 file-status -> r/w 0 }T
T{ name1 name2 rename-file -> 0 }T
T{ name1 file-status nip -> -514 }T
T{ name1 r/o open-file nip -> -514 }T
T{ name1 delete-file -> -514 }T
T{ name1 name2 rename-file -> -514 }T
T{ name2 file-status -> r/w 0 }T
T{ s\" a\zb" r/o open-file nip -> -534 }T
T{ s\" a\zb" w/o create-file nip -> -534 }T
T{ s\" a\zb" delete-file s\" a\zb" file-status nip -> -534 -534 }T
T{ s\" a\zb" name1 rename-file name1 s\" a\zb" rename-file -> -534 -534 }T
T{ name1 99 open-file nip name1 -1 open-file nip -> -534 -534 }T
\ Some errors have other numbers on macOS than on Linux.
: too-long? ( ior -- flag )  dup -548 = swap -575 = or ;
: is-directory? ( ior -- flag )  dup -533 = swap -513 = or ;
create long-name 5000 allot  long-name 5000 char x fill
T{ long-name 5000 r/o open-file nip too-long? -> true }T
T{ long-name 300 r/o open-file nip too-long? -> true }T
T{ long-name 5000 delete-file too-long? -> true }T
T{ s" " r/o open-file nip -> -514 }T
T{ s" /tmp" r/w open-file nip -> -533 }T

\ Whole files.
T{ name1 w/o create-file swap fid ! -> 0 }T
: many-lines ( -- ior )  0 10000 0 do s" a line of some length" fid @ write-line or loop ;
T{ many-lines -> 0 }T
T{ fid @ file-position -> 220000 0 0 }T
T{ fid @ close-file -> 0 }T
2variable slurped
T{ name1 slurp-file slurped 2! slurped @ -> 220000 }T
T{ slurped cell+ @ 219978 + 21 s" a line of some length" same? -> true }T
T{ slurped cell+ @ free -> 0 }T
T{ name1 r/o open-file swap fid ! -> 0 }T
T{ 219990 0 fid @ reposition-file fid @ slurp-fid nip -> 0 10 }T
T{ fid @ close-file -> 0 }T

\ Directories.
create start 4096 allot
variable start-length
T{ start 4096 get-dir nip dup start-length ! 0> -> true }T
T{ start 1 get-dir -> 0 0 }T
T{ s" /tmp" set-dir -> 0 }T
T{ start start-length @ + 100 get-dir s" /tmp" same? -> true }T
T{ start start-length @ set-dir -> 0 }T
T{ name2 delete-file drop name2 511 =mkdir name2 511 =mkdir -> 0 -529 }T
T{ name2 set-dir s" x" w/o create-file swap close-file -> 0 0 0 }T
T{ name2 open-dir swap fid ! -> 0 }T
variable lengths
: all-names ( -- n )
  0 begin buf 200 fid @ read-dir throw while lengths +! 1+ repeat drop ;
T{ all-names lengths @ fid @ close-dir fid @ close-dir -> 3 4 0 -521 }T
T{ s" x" open-dir nip s" y" open-dir nip buf 10 fid @ read-dir -> -532 -514 0 false -521 }T
T{ s" x" delete-file start start-length @ set-dir name2 delete-file is-directory? -> 0 0 true }T
T{ s" rmdir " pad place name2 pad +place pad count system $? -> 0 }T
T{ s" /tmp" 511 =mkdir s" /nowhere" set-dir -> -529 -514 }T

\ Standard output and error are files, too.
T{ s" to stdout" stdout write-line -> 0 }T
T{ s" to stdout" stdout write-file stdout flush-file -> 0 0 }T
T{ char ! stdout emit-file -> 0 }T
T{ s" " stderr write-file stderr flush-file -> 0 0 }T
T{ s" x" stdin write-file -> -521 }T
T{ buf 1 stdout read-file -> 0 -521 }T
T{ buf 10 stdin read-line buf 10 stdin read-file -> 0 false 0 0 0 }T
T{ stdin file-eof? stdin key?-file -> true true }T

\ Output into a file.
T{ outfile-id -> stdout }T
T{ name1 r/w create-file swap fid ! -> 0 }T
: print-some ( n -- n2 )  ." some text, " dup . cr 1+ ;
T{ 7 ' print-some fid @ outfile-execute outfile-id -> 8 stdout }T
: print-and-throw ( -- )  ." more" 5 throw ;
T{ ' print-and-throw fid @ ' outfile-execute catch nip nip outfile-id -> 5 stdout }T
T{ 0 0 fid @ reposition-file 100 line 100 line -> 0 13 true 0 4 true 0 }T
T{ buf 4 s" more" same? -> true }T
T{ fid @ close-file -> 0 }T

T{ name1 delete-file name2 delete-file -> 0 -514 }T

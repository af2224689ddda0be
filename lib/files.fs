\ Words of FILE-ACCESS that need no primitive, and gforth's for whole files.

0 constant r/o ( -- fam )  \ file
  \ Open for reading only.

2 constant r/w ( -- fam )  \ file
  \ Open for reading and writing.

4 constant w/o ( -- fam )  \ file
  \ Open for writing only.

: bin ( fam1 -- fam2 )  \ file
  \ The same, for a file that is not made of lines; here all files are alike.
  1 or ;

0 constant stdin ( -- fileid )  \ gforth
  \ Standard input.

1 constant stdout ( -- fileid )  \ gforth
  \ Standard output; it shares the buffer of `type`.

2 constant stderr ( -- fileid )  \ gforth
  \ Standard error.

: read-line ( c-addr u1 fileid -- u2 flag ior )  \ file
  \ Read a line of at most u1 characters, without its end; a longer one goes on at the next `read-line`.
  \ flag is false at the end of the file. Lines end with LF, CR LF or CR.
  (read-line) dup 0> swap 0 min ;

: key-file ( fileid -- char )  \ gforth
  \ Read a character; 4 at the end of the file.
  (key-file) dup 0< if drop 4 then ;

: slurp-fid ( fileid -- c-addr u )  \ gforth
  \ All that is left in the file, on the heap. Throws what reading throws.
  >r 4096 dup allocate throw 0          ( size addr used ) ( R: fileid )
  begin
    third over - >r 2dup + r>           ( size addr used to room )
    dup r@ swap >r read-file throw      ( size addr used n ) ( R: fileid room )
    tuck + swap r> =                    ( size addr used full? )
  while
    rot 2* dup >r rot swap resize throw r> swap rot
  repeat
  r> drop rot drop tuck 1 max resize throw swap ;

: slurp-file ( c-addr1 u1 -- c-addr2 u2 )  \ gforth
  \ The content of the file with this name, on the heap. Throws what opening and reading throw.
  r/o open-file throw dup >r slurp-fid r> close-file throw ;

: get-dir ( c-addr1 u1 -- c-addr2 u2 )  \ gforth
  \ Put the name of the current directory into the buffer; 0 0 if it does not fit.
  over swap (get-dir) dup 0= if nip 0 swap then ;

: outfile-id ( -- fileid )  \ gforth
  \ Where this thread's output goes: `stdout`, but for `outfile-execute`.
  (outfile) @ 1 xor ;

: outfile-execute ( i*x xt fileid -- j*x )  \ gforth
  \ Execute xt with output going to a file.
  (outfile) @ >r  1 xor (outfile) !  catch  r> (outfile) !  throw ;

: read-dir ( c-addr u1 fileid -- u2 flag ior )  \ gforth
  \ Read the next name in a directory, at most u1 characters; flag is false after the last.
  (read-dir) dup 0> swap 0 min ;

: close-dir ( fileid -- ior )  \ gforth
  \ Close a directory.
  close-file ;

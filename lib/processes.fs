\ Other programs: shell commands and pipes to them.

variable ($?) ( -- a-addr )  \ internal
: $? ( -- n )  \ gforth
  \ Status of the latest `system` or `sh-get`, as the system has it: 256 times the exit status.
  ($?) @ ;
: system ( c-addr u -- )  \ gforth
  \ Run a shell command and wait for it. Throws if it cannot be started.
  (system) ($?) ! ;
: sh-get ( c-addr1 u1 -- c-addr2 u2 )  \ gforth
  \ What a shell command prints, on the heap. Throws if it cannot be started.
  r/o open-pipe throw dup >r slurp-fid r> close-pipe throw ($?) ! ;

: sh ( "..." -- )  \ gforth
  \ Run the rest of the line as a shell command.
  0 parse system ;

: create-pipe ( -- fileid1 fileid2 ior )  \ ffc processes
  \ A pipe: what is written to the second file can be read from the first.
  (create-pipe) dup 0 min dup if nip nip 0 0 rot then ;

: shift-arg ( -- )  \ gforth
  \ Take the next argument away.
  next-arg 2drop ;

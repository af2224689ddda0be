\ For the words in src/frontend/words/debugging.ts.

variable assert-level ( -- a-addr )  \ gforth
  \ Address of the cell that says which assertions are compiled: those up to this level, 1 at first.
1 assert-level !

: (err-type) ( c-addr u -- )  \ internal
  \ Print a text to standard error.
  stderr write-file drop ;

: (~~) ( c-addr u -- )  \ internal
  \ Print a text and the stack below it to standard error, as a line.
  (err-type)  s" <" (err-type)  depth (.) (err-type)  s" > " (err-type)
  depth begin dup while dup pick (.) (err-type) s"  " (err-type) 1- repeat drop
  s\" \n" (err-type) ;

: (assert) ( flag c-addr u -- )  \ internal
  \ Abort with a text unless flag is true.
  rot 0= if (abort-message) then 2drop ;

: (abort-if) ( flag c-addr u -- )  \ internal
  \ Abort with a text if flag is true.
  rot if (abort-message) then 2drop ;

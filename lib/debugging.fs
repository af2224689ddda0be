\ For the words in src/frontend/words/debugging.ts.

variable assert-level ( -- a-addr )  \ gforth
  \ Address of the cell that says which assertions are compiled: those up to this level, 1 at first.
1 assert-level !

: (~~) ( c-addr u -- )  \ internal
  \ Print a text and the stack below it to standard error, as a line.
  2 (type-to)  s" <" 2 (type-to)  depth (.) 2 (type-to)  s" > " 2 (type-to)
  depth begin dup while dup pick (.) 2 (type-to) s"  " 2 (type-to) 1- repeat drop
  s\" \n" 2 (type-to) ;

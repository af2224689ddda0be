\ Where the text interpreter is. The compiler keeps the data here up to date, for the running program too.

create (source) ( -- a-addr )  \ internal
  \ Length and address of the line.
  0 , 0 ,

variable (>in) ( -- a-addr )  \ internal

variable (source-id) ( -- a-addr )  \ internal

: source ( -- c-addr u )  \ core
  \ The line, or the string, that is interpreted; empty once everything is loaded.
  (input) (source) 2@ ;

: >in ( -- a-addr )  \ core
  \ Address of the cell with the offset where parsing goes on.
  (input) (>in) ;

: source-id ( -- 0 | -1 | fileid )  \ core ext
  \ -1 while a string is interpreted, a positive number for a file.
  (input) (source-id) @ ;

variable state ( -- a-addr )  \ core
  \ Address of a cell that is true while compiling.

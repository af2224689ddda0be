\ ENVIRONMENT?: a table of what is asked for. Names are compared as names of words are.

: (query) ( x1 x2 n c-addr u -- )  \ internal
  \ A row of the table: the name, and the n topmost of the cells that answer it; n is -1 for the largest float.
  swap , , , , , ;
create (queries) ( -- a-addr )  \ internal
  0 255 1 s" /counted-string" (query)
  0 264 1 s" /hold" (query)
  0 1024 1 s" /pad" (query)
  0 8 1 s" address-unit-bits" (query)
  0 true 1 s" floored" (query)
  0 255 1 s" max-char" (query)
  -1 $7fffffffffffffff 2 s" max-d" (query)
  0 $7fffffffffffffff 1 s" max-n" (query)
  0 -1 1 s" max-u" (query)
  -1 -1 2 s" max-ud" (query)
  0 1048576 1 s" return-stack-cells" (query)
  0 131072 1 s" stack-cells" (query)
  0 8192 1 s" floating-stack" (query)
  0 0 -1 s" max-float" (query)
  0 256 1 s" #locals" (query)
  0 true 1 s" core" (query)
  0 true 1 s" core-ext" (query)
  0 true 1 s" double" (query)
  0 true 1 s" double-ext" (query)
  0 true 1 s" exception" (query)
  0 true 1 s" exception-ext" (query)
  0 true 1 s" facility" (query)
  0 true 1 s" facility-ext" (query)
  0 true 1 s" file" (query)
  0 true 1 s" file-ext" (query)
  0 true 1 s" floating" (query)
  0 true 1 s" floating-ext" (query)
  0 true 1 s" locals" (query)
  0 true 1 s" locals-ext" (query)
  0 true 1 s" memory-alloc" (query)
  0 true 1 s" memory-alloc-ext" (query)
  0 true 1 s" search-order" (query)
  0 true 1 s" search-order-ext" (query)
  0 true 1 s" string" (query)
  0 true 1 s" string-ext" (query)
  0 true 1 s" tools" (query)
  0 true 1 s" tools-ext" (query)
  0 65536 1 s" wordlists" (query)
  s" UTF-8" 2 s" xchar-encoding" (query)
  0 $10ffff 1 s" max-xchar" (query)
  0 4 1 s" xchar-maxmem" (query)
  0 0 0 s" x:2value" (query)
  0 0 0 s" x:buffer" (query)
  0 0 0 s" x:deferred" (query)
  0 0 0 s" x:defined" (query)
  0 0 0 s" x:ekeys" (query)
  0 0 0 s" x:escaped-strings" (query)
  0 0 0 s" x:extended-locals" (query)
  0 0 0 s" x:extension-query" (query)
  0 0 0 s" x:fp-stack" (query)
  0 0 0 s" x:ftrunc" (query)
  0 0 0 s" x:fvalue" (query)
  0 0 0 s" x:locals" (query)
  0 0 0 s" x:n-to-r" (query)
  0 0 0 s" x:number-prefixes" (query)
  0 0 0 s" x:parse-name" (query)
  0 0 0 s" x:required" (query)
  0 0 0 s" x:structures" (query)
  0 0 0 s" x:substitute" (query)
  0 0 0 s" x:synonym" (query)
  0 0 0 s" x:throw-iors" (query)
  0 0 0 s" x:traverse-wordlist" (query)
  0 0 0 s" x:xchar" (query)
  0 ,

: environment? ( c-addr u -- false | i*x true )  \ core
  \ What the system has to say about a query; false if nothing.
  2>r (queries)                         ( row ) ( R: c-addr u )
  begin dup @ while
    dup @ over cell+ @ 2r@ (same-name?) if
      2rdrop dup 2 cells + @ >r 3 cells + 2@ ( x1 x2 ) ( R: n )
      r@ 0< if rdrop 2drop 1.7976931348623157e308 true exit then
      r@ 2 < if nip then  r> 0= if drop then  true exit
    then
    5 cells +
  repeat
  drop 2rdrop false ;

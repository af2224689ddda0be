\ test run
\ output: >>>one two three four five six\n<<<
\ `stdout` has the buffer of `type`; a command comes behind what was printed before it.
: main ( -- )
  ." one " s" two " stdout write-file throw ." three "
  s" printf 'four '" system
  ." five " s" six" stdout write-line throw ;

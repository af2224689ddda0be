\ test run
\ throws: -9
\ stderr: >>>: größe: <<<
\ Names in reports have the bytes of the source.
: größe ( -- )  0 @ . ;
: main ( -- )  größe ;
main

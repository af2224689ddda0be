\ test run
\ `~~` and assertions outside of definitions.
\ output: >>>3 <<<
\ stderr: >>>tracing.fs:7:<2> 1 2 \n<<<
\ stderr: >>>tracing.fs:9:<1> 1 \n<<<
\ throws: -2
1 2 ~~ assert( 2dup < ) + .
assert( 1 1 = )
argc @ assert( dup 1 = ) ~~ drop
assert3( not compiled ( )
assert( argc @ 2 = )

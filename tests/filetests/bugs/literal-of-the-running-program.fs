\ test run
\ stdin: >>>ABC<<<
\ output: >>>66 61 135 <<<
\ What only the running program has is compiled into definitions that are more than the literal.
key : first literal 1+ ;  first .
key 5 : both 2literal - ;  both .
key s>f 0.5e f+ : half fliteral f2* ;  half f>s .

\ test run
\ Work that the evaluator has done leaves nothing but its output to the program.
\ flags: --load-eval
\ output: >>>120 done\n<<<
\ x86-64: not "imul|call .*factorial"
\ x86-64: "ffc_type"
: factorial ( n -- n2 )  dup 2 < if drop 1 else dup 1- recurse * then ;
5 factorial . .( done) cr

\ test run
\ A recursive word keeps its stack in registers: inside `fib` the data-stack pointer (r12) is not used,
\ and nothing but its one saved register goes to memory.
\ flags: --no-load-eval
\ output: >>>10946 <<<
\ x86-64 fib: "call f_fib"
\ x86-64 fib: not "%r12"
\ x86-64 fib: not "(mov|add|sub|cmp)[a-z]*\s.*\("
: fib ( n -- n2 )  dup 2 < if drop 1 else dup 1- recurse swap 2 - recurse + then ;
20 fib .

\ What the kernels share: the problem size from the command line, and numbers that look random.

\ The first argument. Only the running program has it, so nothing can be computed before.
: size ( -- n )  0 0 next-arg >number 2drop drop ;

variable seed
: random ( n -- m )  \ 0 <= m < n <= 65536
  seed @ 1103515245 * 12345 + $7fffffff and dup seed !  8 rshift swap mod ;

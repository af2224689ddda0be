/* The recursion of bench/fib.fs. */
#include <stdio.h>

static long fib(long n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }

int main(int argc, char **argv) {
  (void)argv;
  /* Not known when compiling, as a constant would be. */
  printf("%ld \n", fib(39 + argc));
  return 0;
}

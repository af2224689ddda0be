/* Doubly recursive Fibonacci numbers: nothing but calls. */
#include "common.h"

static long fib(long n) { return n < 2 ? 1 : fib(n - 1) + fib(n - 2); }

static long kernel(long n) { return fib(n); }

int main(int argc, char **argv) {
  printf("%ld \n", kernel(size(argc, argv)));
  return 0;
}

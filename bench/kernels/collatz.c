/* The longest Collatz sequence that starts below n. */
#include "common.h"

static long steps(long n) {
  long steps = 0;
  for (; n > 1; steps++) n = n & 1 ? 3 * n + 1 : n >> 1;
  return steps;
}

static long kernel(long n) {
  long longest = 0;
  for (long i = 1; i < n; i++) {
    long s = steps(i);
    if (s > longest) longest = s;
  }
  return longest;
}

int main(int argc, char **argv) {
  printf("%ld \n", kernel(size(argc, argv)));
  return 0;
}

/* Takeuchi's function: recursion with three arguments. */
#include "common.h"

static long tak(long x, long y, long z) {
  if (y >= x) return z;
  return tak(tak(x - 1, y, z), tak(y - 1, z, x), tak(z - 1, x, y));
}

static long kernel(long n) { return tak(n, n * 2 / 3, n / 3); }

int main(int argc, char **argv) {
  printf("%ld \n", kernel(size(argc, argv)));
  return 0;
}

/* Ackermann's function for m = 3: deep recursion, tail calls. */
#include "common.h"

static long ack(long m, long n) {
  if (m == 0) return n + 1;
  if (n == 0) return ack(m - 1, 1);
  return ack(m - 1, ack(m, n - 1));
}

static long kernel(long n) { return ack(3, n); }

int main(int argc, char **argv) {
  printf("%ld \n", kernel(size(argc, argv)));
  return 0;
}

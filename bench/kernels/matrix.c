/* The product of two matrices of cells. */
#include "common.h"

enum { MOST = 500 };
static long a[MOST * MOST], b[MOST * MOST], c[MOST * MOST];
static long n;

static void fill_randomly(long *m) {
  for (long i = 0; i < n * n; i++) m[i] = random_below(1000) - 500;
}

static void multiply(void) {
  for (long i = 0; i < n; i++)
    for (long j = 0; j < n; j++) {
      long sum = 0;
      for (long k = 0; k < n; k++) sum += a[i * n + k] * b[k * n + j];
      c[i * n + j] = sum;
    }
}

static long checksum(const long *m) {
  unsigned long sum = 0;
  for (long i = 0; i < n * n; i++) sum = (sum * 3) ^ m[i];
  return sum;
}

static long kernel(long size) {
  seed = n = size < MOST ? size : MOST;
  fill_randomly(a);
  fill_randomly(b);
  multiply();
  return checksum(c);
}

int main(int argc, char **argv) {
  printf("%ld \n", kernel(size(argc, argv)));
  return 0;
}

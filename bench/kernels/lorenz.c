/* The Lorenz attractor in fixed point: arithmetic on many locals. */
#include "common.h"

static long fx_mul(long x, long y) { return (x * y) >> 16; }
/* Rounded down, as in Forth. */
static long third(long x) { return x / 3 - (x % 3 < 0); }

static long kernel(long n) {
  const long one = 1 << 16;
  long x = n % 1000 + one, y = one, z = 20 * one;
  unsigned long sum = 0;
  for (long i = 0; i < n; i++) {
    long dx = (y - x) * 10;
    long dy = fx_mul(28 * one - z, x) - y;
    long dz = fx_mul(x, y) - third(8 * z);
    x += dx >> 8;
    y += dy >> 8;
    z += dz >> 8;
    sum = ((sum ^ x) + y) ^ z;
  }
  return sum;
}

int main(int argc, char **argv) {
  printf("%ld \n", kernel(size(argc, argv)));
  return 0;
}

/* What the kernels share, as in common.fs. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static inline long size(int argc, char **argv) { return argc > 1 ? strtol(argv[1], NULL, 10) : 0; }

static long seed;
/* 0 <= result < n <= 65536 */
static inline long random_below(long n) {
  seed = (seed * 1103515245 + 12345) & 0x7fffffff;
  return (seed >> 8) % n;
}

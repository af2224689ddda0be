/* Bubble sort of an array of cells. */
#include "common.h"

enum { MOST = 20000 };
static long data[MOST];
static long n;

static void fill_randomly(void) {
  for (long i = 0; i < n; i++) data[i] = random_below(65536);
}

static void sort(void) {
  for (long i = n - 1; i >= 0; i--)
    for (long j = 0; j < i; j++)
      if (data[j + 1] < data[j]) {
        long t = data[j];
        data[j] = data[j + 1];
        data[j + 1] = t;
      }
}

static long checksum(void) {
  long sum = 0;
  for (long i = 0; i < n; i++) sum += data[i] * i;
  return sum;
}

static long kernel(long size) {
  seed = n = size < MOST ? size : MOST;
  fill_randomly();
  sort();
  return checksum();
}

int main(int argc, char **argv) {
  printf("%ld \n", kernel(size(argc, argv)));
  return 0;
}

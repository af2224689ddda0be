/* Heap sort of an array of cells. */
#include "common.h"

enum { MOST = 1000000 };
static long heap[MOST];
static long n;

static void fill_randomly(void) {
  for (long i = 0; i < n; i++) heap[i] = random_below(65536);
}

/* Lets what is at the root i sink to its place. */
static void sift(long i, long items) {
  long value = heap[i];
  for (long child; (child = 2 * i + 1) < items; i = child) {
    if (child + 1 < items && heap[child + 1] > heap[child]) child++;
    if (value >= heap[child]) break;
    heap[i] = heap[child];
  }
  heap[i] = value;
}

static void sort(void) {
  for (long i = n / 2; i-- > 0;) sift(i, n);
  for (long end = n - 1; end > 0; end--) {
    long t = heap[0];
    heap[0] = heap[end];
    heap[end] = t;
    sift(0, end);
  }
}

static long checksum(void) {
  long sum = 0;
  for (long i = 0; i < n; i++) sum += heap[i] * i;
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

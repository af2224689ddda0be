/* The shortest paths between all nodes of a graph (Floyd and Warshall). */
#include "common.h"

enum { MOST = 500 };
static long distance[MOST][MOST];
static long n;

static void fill_randomly(void) {
  for (long i = 0; i < n; i++)
    for (long j = 0; j < n; j++) {
      long length = i == j ? 0 : random_below(1000) + 1;
      distance[i][j] = length * length;
    }
}

static void via(long k) {
  for (long i = 0; i < n; i++)
    for (long j = 0; j < n; j++) {
      long length = distance[i][k] + distance[k][j];
      if (length < distance[i][j]) distance[i][j] = length;
    }
}

static long checksum(void) {
  unsigned long sum = 0;
  for (long i = 0; i < n; i++)
    for (long j = 0; j < n; j++) sum = (sum * 3) ^ distance[i][j];
  return sum;
}

static long kernel(long size) {
  seed = n = size < MOST ? size : MOST;
  fill_randomly();
  for (long k = 0; k < n; k++) via(k);
  return checksum();
}

int main(int argc, char **argv) {
  printf("%ld \n", kernel(size(argc, argv)));
  return 0;
}

/* Three nested counted loops around a little arithmetic. */
#include "common.h"

static long kernel(long n) {
  long sum = 0;
  for (long k = 0; k < n; k++)
    for (long j = 0; j < n; j++)
      for (long i = 0; i < n; i++) sum += (k * j) ^ i;
  return sum;
}

int main(int argc, char **argv) {
  printf("%ld \n", kernel(size(argc, argv)));
  return 0;
}

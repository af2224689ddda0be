/* The sieve of Eratosthenes over bytes, n times with growing limits. */
#include "common.h"

enum { LIMIT = 100000 };
static unsigned char composite[LIMIT];

static long primes(long end) {
  long count = 0;
  memset(composite, 0, end);
  for (long i = 2; i < end; i++) {
    if (composite[i]) continue;
    count++;
    for (long j = i * i; j < end; j += i) composite[j] = 1;
  }
  return count;
}

static long kernel(long n) {
  long sum = 0;
  for (long i = 0; i < n; i++) sum += primes(LIMIT - i);
  return sum;
}

int main(int argc, char **argv) {
  printf("%ld \n", kernel(size(argc, argv)));
  return 0;
}

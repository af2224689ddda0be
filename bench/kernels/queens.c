/* In how many ways n queens can stand on a board without a fight: recursion over sets of bits. */
#include "common.h"

static long board;

static long ways(long columns, long left, long right) {
  if (columns == board) return 1;
  long count = 0;
  for (long unattacked = ~(columns | left | right) & board; unattacked;) {
    long queen = unattacked & -unattacked;
    unattacked ^= queen;
    count += ways(columns | queen, (left | queen) << 1, (right | queen) >> 1);
  }
  return count;
}

static long kernel(long n) {
  board = (1L << n) - 1;
  return ways(0, 0, 0);
}

int main(int argc, char **argv) {
  printf("%ld \n", kernel(size(argc, argv)));
  return 0;
}

/* Conway's Game of Life on a torus, n generations: bytes, neighbours. */
#include "common.h"

enum { WIDTH = 128, AREA = WIDTH * WIDTH };
static unsigned char world[AREA], next_world[AREA];

static inline int alive(long i) { return world[i & (AREA - 1)]; }
static inline int row_of_three(long i) { return alive(i - 1) + alive(i) + alive(i + 1); }
static inline int neighbours(long i) {
  return row_of_three(i - WIDTH) + row_of_three(i + WIDTH) + alive(i - 1) + alive(i + 1);
}

static void generation(void) {
  for (long i = 0; i < AREA; i++) {
    int count = neighbours(i);
    next_world[i] = count == 3 || (count == 2 && alive(i));
  }
  memmove(world, next_world, AREA);
}

static long kernel(long n) {
  unsigned long sum = 0;
  seed = n;
  for (long i = 0; i < AREA; i++) world[i] = random_below(2);
  for (long i = 0; i < n; i++) generation();
  for (long i = 0; i < AREA; i++)
    if (alive(i)) sum = (sum ^ i) * 3;
  return sum;
}

int main(int argc, char **argv) {
  printf("%ld \n", kernel(size(argc, argv)));
  return 0;
}

/* The most flips that a permutation of n pancakes takes, over all of them (fannkuch). */
#include "common.h"

enum { MOST = 16 };
static long stack[MOST]; /* the permutation that is looked at */
static long permutation[MOST];
static long rotations[MOST];
static long n;

static void flip(long *first, long count) {
  for (long *last = first + count - 1; first < last; first++, last--) {
    long t = *first;
    *first = *last;
    *last = t;
  }
}

static long flips(void) {
  long count = 0;
  memmove(stack, permutation, n * sizeof *stack);
  for (; stack[0]; count++) flip(stack, stack[0] + 1);
  return count;
}

static void rotate_first(long i) {
  long first = permutation[0];
  memmove(permutation, permutation + 1, i * sizeof *permutation);
  permutation[i] = first;
}

static int next_permutation(void) {
  for (long i = 1; i < n; i++) {
    rotate_first(i);
    if (++rotations[i] <= i) return 1;
    rotations[i] = 0;
  }
  return 0;
}

static long kernel(long size) {
  long most = 0, sum = 0;
  n = size < MOST ? size : MOST;
  for (long i = 0; i < n; i++) {
    permutation[i] = i;
    rotations[i] = 0;
  }
  do {
    long count = flips();
    sum += count;
    if (count > most) most = count;
  } while (next_permutation());
  return most + sum * 100;
}

int main(int argc, char **argv) {
  printf("%ld \n", kernel(size(argc, argv)));
  return 0;
}

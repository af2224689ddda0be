/* The edit distance of two texts: a row of a table, minima. */
#include "common.h"

enum { MOST = 12000 };
static char text1[MOST], text2[MOST];
static long row[MOST + 1];
static long n;

static void write_text(char *s) {
  for (long i = 0; i < n; i++) s[i] = random_below(4) + 'a';
}

static inline long min(long a, long b) { return a < b ? a : b; }

static void first_row(void) {
  for (long i = 0; i <= n; i++) row[i] = i;
}

/* One more character of the first text: its distances to each beginning of the second. */
static void next_row(char c) {
  long diagonal = row[0]++;
  for (long i = 0; i < n; i++) {
    long substituted = diagonal + (text2[i] != c);
    diagonal = row[i + 1];
    row[i + 1] = min(substituted, min(row[i], diagonal) + 1);
  }
}

static long kernel(long size) {
  seed = n = size < MOST ? size : MOST;
  write_text(text1);
  write_text(text2);
  first_row();
  for (long i = 0; i < n; i++) next_row(text1[i]);
  return row[n];
}

int main(int argc, char **argv) {
  printf("%ld \n", kernel(size(argc, argv)));
  return 0;
}

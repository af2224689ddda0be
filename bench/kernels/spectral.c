/* The spectral norm of an infinite matrix, cut off at n rows: float arithmetic and calls. */
#include "common.h"
#include <math.h>

enum { MOST = 2000 };
static double u[MOST], v[MOST], w[MOST];
static long n;

static double element(long i, long j) { return 1.0 / (((i + j) * (i + j + 1) >> 1) + i + 1); }

static void times_vector(const double *from, double *to) {
  for (long i = 0; i < n; i++) {
    double sum = 0;
    for (long j = 0; j < n; j++) sum += element(i, j) * from[j];
    to[i] = sum;
  }
}

static void times_transposed(const double *from, double *to) {
  for (long i = 0; i < n; i++) {
    double sum = 0;
    for (long j = 0; j < n; j++) sum += element(j, i) * from[j];
    to[i] = sum;
  }
}

static void times_both(const double *from, double *to) {
  times_vector(from, w);
  times_transposed(w, to);
}

static double dot(const double *a, const double *b) {
  double sum = 0;
  for (long i = 0; i < n; i++) sum += a[i] * b[i];
  return sum;
}

static long kernel(long size) {
  n = size < MOST ? size : MOST;
  for (long i = 0; i < n; i++) u[i] = 1;
  for (int i = 0; i < 10; i++) {
    times_both(u, v);
    times_both(v, u);
  }
  return sqrt(dot(u, v) / dot(v, v)) * 1e15;
}

int main(int argc, char **argv) {
  printf("%ld \n", kernel(size(argc, argv)));
  return 0;
}

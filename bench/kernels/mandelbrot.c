/* How many of n times n points are in the Mandelbrot set: floats in a loop. */
#include "common.h"

static int inside(double re, double im) {
  double x = 0, y = 0;
  for (int i = 0; i < 100; i++) {
    double x2 = x * x, y2 = y * y;
    if (x2 + y2 > 4) return 0;
    y = x * y * 2 + im;
    x = x2 - y2 + re;
  }
  return 1;
}

static long kernel(long n) {
  double step = 3.0 / n;
  long count = 0;
  for (long j = 0; j < n; j++)
    for (long i = 0; i < n; i++) count += inside(i * step - 2, j * step - 1.5);
  return count;
}

int main(int argc, char **argv) {
  printf("%ld \n", kernel(size(argc, argv)));
  return 0;
}

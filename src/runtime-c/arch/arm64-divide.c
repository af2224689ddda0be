/*
 * Division of a double cell, for which ARM64 has no instruction: schoolbook division of four digits of 32 bits by two
 * (Knuth, "The Art of Computer Programming", volume 2, 4.3.1, algorithm D; Warren, "Hacker's Delight", 9-5).
 */
#include "../ffc.h"

#define DIGIT UINT64_C(0x100000000)

/* One digit of the quotient: `rest`, less than the divisor, and a further digit, by the divisor. */
static inline ucell digit(ucell *rest, ucell next, ucell divisor) {
  ucell top = divisor >> 32, low = (uint32_t)divisor;
  ucell q = *rest / top, r = *rest % top;
  /* The estimate is at most 2 too large. */
  while (q >= DIGIT || q * low > (r << 32 | next)) {
    q--;
    r += top;
    if (r >= DIGIT) break;
  }
  *rest = (*rest << 32 | next) - q * divisor;
  return q;
}

/* Unsigned quotient, which fits (high < divisor), and remainder. */
struct two ffc_divide_double(ucell low, ucell high, ucell divisor) {
  if (high == 0) return (struct two){(cell)(low / divisor), (cell)(low % divisor)};
  int shift = __builtin_clzll(divisor);
  divisor <<= shift;
  if (shift != 0) high = high << shift | low >> (64 - shift);
  low <<= shift;
  ucell q1 = digit(&high, low >> 32, divisor), q0 = digit(&high, (uint32_t)low, divisor);
  return (struct two){(cell)(q1 << 32 | q0), (cell)(high >> shift)};
}

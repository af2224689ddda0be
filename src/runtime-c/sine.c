/*
 * Sine, cosine and tangent. The polynomials on [-pi/4, pi/4] are musl's; what brings an argument there is ours:
 * musl's own keeps arrays on the stack, and compiled with a stack protector that asks for thread-local storage,
 * which our threads do not have.
 *
 * Payne and Hanek, "Radian Reduction for Trigonometric Functions" (1983), in integers: x is m * 2^e, and of
 * x * 2/pi only what is left modulo 4 matters, so bits of 2/pi that contribute multiples of 4 are skipped. The
 * 192 bits that follow leave an error below 2^-137, where no double is nearer to a multiple of pi/2 than 2^-62.
 */
#include "ffc.h"

extern double __sin(double x, double tail, int has_tail);
extern double __cos(double x, double tail);
extern double __tan(double x, double tail, int is_odd);

#define LIMBS 19

/* 2/pi, the bits behind the point. */
static const uint64_t two_over_pi[LIMBS] = {
  0xa2f9836e4e441529u, 0xfc2757d1f534ddc0u, 0xdb6295993c439041u, 0xfe5163abdebbc561u,
  0xb7246e3a424dd2e0u, 0x06492eea09d1921cu, 0xfe1deb1cb129a73eu, 0xe88235f52ebb4484u,
  0xe99c7026b45f7e41u, 0x3991d639835339f4u, 0x9c845f8bbdf9283bu, 0x1ff897ffde05980fu,
  0xef2f118b5a0a6d1fu, 0x6d367ecf27cb09b7u, 0x4f463f669e5fea2du, 0x7527bac7ebe5f17bu,
  0x3d0739f78a5292eau, 0x6bfb5fb11f8d5d08u, 0x56033046fc7b6babu
};

/* pi/2 * 2^127 */
#define HALF_PI_HIGH 0xc90fdaa22168c234u
#define HALF_PI_LOW 0xc4c6628b80dc1cd1u

typedef unsigned __int128 wide;

/* 64 bits of 2/pi after the first `skip`, which may be negative: zeroes stand before the point. */
static uint64_t bits_after(int skip) {
  if (skip <= -64) return 0;
  if (skip < 0) return two_over_pi[0] >> -skip;
  int limb = skip >> 6, shift = skip & 63;
  uint64_t first = limb < LIMBS ? two_over_pi[limb] : 0, second = limb + 1 < LIMBS ? two_over_pi[limb + 1] : 0;
  return shift == 0 ? first : first << shift | second >> (64 - shift);
}

static double power_of_two(int n) {
  union { uint64_t bits; double value; } power = {(uint64_t)(1023 + n) << 52};
  return power.value;
}

struct reduced {
  double y, tail; /* the distance from a multiple of pi/2, at most pi/4 */
  int quadrant;   /* which multiple, modulo 4 */
};

/* For finite x > 0. */
static struct reduced reduce(double x) {
  union { double value; uint64_t bits; } parts = {x};
  int e = (int)(parts.bits >> 52) - 1075;
  uint64_t m = (parts.bits & ((1ull << 52) - 1)) | 1ull << 52;
  int skip = e - 2;
  /* m * window modulo 2^192: two bits of quadrant and 190 of fraction. */
  wide low = (wide)m * bits_after(skip + 128);
  wide middle = (wide)m * bits_after(skip + 64) + (uint64_t)(low >> 64);
  uint64_t t0 = (uint64_t)low, t1 = (uint64_t)middle;
  uint64_t t2 = m * bits_after(skip) + (uint64_t)(middle >> 64);
  int quadrant = (int)(t2 >> 62);
  t2 &= ~0ull >> 2;
  bool is_negative = (t2 >> 61) != 0;
  if (is_negative) { /* the next multiple is nearer */
    quadrant++;
    t0 = -t0;
    t1 = ~t1 + (t0 == 0);
    t2 = (~t2 + (t0 == 0 && t1 == 0)) & ~0ull >> 2;
  }
  int zeroes = 0;
  if (t2 == 0) {
    t2 = t1;
    t1 = t0;
    t0 = 0;
    zeroes = 64;
  }
  if (t2 == 0) return (struct reduced){0, 0, quadrant};
  int shift = __builtin_clzll(t2);
  if (shift > 0) {
    t2 = t2 << shift | t1 >> (64 - shift);
    t1 = t1 << shift | t0 >> (64 - shift);
  }
  zeroes += shift;
  wide product = (wide)t2 * HALF_PI_HIGH + ((wide)t2 * HALF_PI_LOW >> 64) + ((wide)t1 * HALF_PI_HIGH >> 64);
  double y = (double)(int64_t)(product >> 75) * power_of_two(-50 - zeroes);
  double tail = (double)((int64_t)(product >> 22) & ((1ll << 53) - 1)) * power_of_two(-103 - zeroes);
  return is_negative ? (struct reduced){-y, -tail, quadrant} : (struct reduced){y, tail, quadrant};
}

/* sin (x + quadrant * pi/2) for |x| */
static double sine(double x, int quadrant) {
  struct reduced r = {x, 0, 0};
  if (x > 0.7853981633974483) r = reduce(x);
  quadrant += r.quadrant;
  double result = quadrant & 1 ? __cos(r.y, r.tail) : __sin(r.y, r.tail, 1);
  return quadrant & 2 ? -result : result;
}

static bool is_finite(double x) { return x - x == 0; }

double ffc_math_sin(struct ffc_context *ctx, double x) {
  FFC_ENTER(ctx);
  if (!is_finite(x)) return x - x;
  double magnitude = __builtin_fabs(x);
  if (magnitude < 0x1p-26) return x;
  double result = sine(magnitude, 0);
  return x < 0 ? -result : result;
}

double ffc_math_cos(struct ffc_context *ctx, double x) {
  FFC_ENTER(ctx);
  return is_finite(x) ? sine(__builtin_fabs(x), 1) : x - x;
}

double ffc_math_tan(struct ffc_context *ctx, double x) {
  FFC_ENTER(ctx);
  if (!is_finite(x)) return x - x;
  double magnitude = __builtin_fabs(x);
  if (magnitude < 0x1p-26) return x;
  struct reduced r = {magnitude, 0, 0};
  if (magnitude > 0.7853981633974483) r = reduce(magnitude);
  double result = __tan(r.y, r.tail, r.quadrant & 1);
  return x < 0 ? -result : result;
}

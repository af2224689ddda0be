/*
 * Doubles to and from decimal text, exactly. A number is a ratio of two integers of any length; digits come
 * from one division after the other, and what is left over at the end decides how to round.
 *
 * The compiler does the same while it compiles: src/frontend/float-text.ts.
 */
#include "ffc.h"

/* The longest: 10^1124 below a number of 780 digits, or 2^1074 and a few more. */
#define LIMBS 124
/* Beyond so many digits it only matters whether there are more: the midpoint of two doubles has at most 767. */
#define MAX_DIGITS 780

struct big {
  int length;
  uint32_t limb[LIMBS];
};

static void set(struct big *b, uint64_t value) {
  b->limb[0] = (uint32_t)value;
  b->limb[1] = (uint32_t)(value >> 32);
  b->length = b->limb[1] != 0 ? 2 : b->limb[0] != 0;
}

static void multiply(struct big *b, uint32_t by, uint32_t add) {
  uint64_t carry = add;
  for (int i = 0; i < b->length; i++) {
    carry += (uint64_t)b->limb[i] * by;
    b->limb[i] = (uint32_t)carry;
    carry >>= 32;
  }
  if (carry != 0) b->limb[b->length++] = (uint32_t)carry;
}

static void times_power_of_ten(struct big *b, int n) {
  for (; n >= 9; n -= 9) multiply(b, 1000000000, 0);
  for (; n > 0; n--) multiply(b, 10, 0);
}

static void shift_left(struct big *b, int n) {
  if (b->length == 0) return;
  int limbs = n >> 5, bits = n & 31;
  if (bits != 0) multiply(b, 1u << bits, 0);
  if (limbs == 0) return;
  for (int i = b->length; i-- > 0;) b->limb[i + limbs] = b->limb[i];
  for (int i = 0; i < limbs; i++) b->limb[i] = 0;
  b->length += limbs;
}

static int compare(const struct big *a, const struct big *b) {
  if (a->length != b->length) return a->length < b->length ? -1 : 1;
  for (int i = a->length; i-- > 0;) {
    if (a->limb[i] != b->limb[i]) return a->limb[i] < b->limb[i] ? -1 : 1;
  }
  return 0;
}

/* b is not greater than a. */
static void subtract(struct big *a, const struct big *b) {
  int64_t borrow = 0;
  for (int i = 0; i < a->length; i++) {
    borrow += (int64_t)a->limb[i] - (i < b->length ? b->limb[i] : 0);
    a->limb[i] = (uint32_t)borrow;
    borrow >>= 32;
  }
  while (a->length > 0 && a->limb[a->length - 1] == 0) a->length--;
}

static int bit_length(const struct big *b) {
  return b->length == 0 ? 0 : 32 * b->length - __builtin_clz(b->limb[b->length - 1]);
}

union parts {
  double value;
  uint64_t bits;
};

/*
 * The first `count` digits of r, the last one rounded to nearest, ties to even. The result: the exponent n of
 * 0.d1d2d3... * 10^n, and flags: 1 negative, 2 a number. What is none gets its name instead of digits.
 */
struct two ffc_represent(struct ffc_context *ctx, char *at, ucell count, double r) {
  FFC_ENTER(ctx);
  ffc_probe_write(at, count);
  union parts parts = {r};
  cell sign = (cell)(parts.bits >> 63);
  int exponent = (int)(parts.bits >> 52 & 2047);
  uint64_t m = parts.bits & ((1ull << 52) - 1);
  if (exponent == 2047) {
    const char *name = m == 0 ? "inf" : "nan";
    for (ucell i = 0; i < count; i++) at[i] = i < 3 ? name[i] : ' ';
    return (struct two){0, m == 0 ? sign : 0};
  }
  cell flags = sign | 2;
  if (exponent == 0 && m == 0) {
    for (ucell i = 0; i < count; i++) at[i] = '0';
    return (struct two){1, flags};
  }
  if (exponent == 0) exponent = 1;
  else m |= 1ull << 52;
  exponent -= 1075;

  struct big a, b;
  set(&a, m);
  set(&b, 1);
  /* n from the logarithm of the highest power of two in it, too small by one at most. */
  int bits = 63 - __builtin_clzll(m) + exponent;
  int n = (int)((int64_t)bits * 1292913986 >> 32) + 1;
  if (exponent >= 0) shift_left(&a, exponent);
  else shift_left(&b, -exponent);
  if (n >= 0) times_power_of_ten(&b, n);
  else times_power_of_ten(&a, -n);
  if (compare(&a, &b) >= 0) {
    multiply(&b, 10, 0);
    n++;
  }
  ucell i = 0;
  char digit = '0';
  for (; i < count && a.length > 0; i++) {
    multiply(&a, 10, 0);
    for (digit = '0'; compare(&a, &b) >= 0; digit++) subtract(&a, &b);
    at[i] = digit;
  }
  for (ucell k = i; k < count; k++) at[k] = '0';
  multiply(&a, 2, 0);
  int rest = compare(&a, &b);
  if (rest < 0 || (rest == 0 && (digit & 1) == 0)) return (struct two){n, flags};
  while (i > 0 && at[i - 1] == '9') at[--i] = '0';
  if (i > 0) at[i - 1]++;
  else {
    if (count > 0) at[0] = '1';
    n++;
  }
  return (struct two){n, flags};
}

/* The nearest double to a / b, times 2^scale; ties to even. */
static double quotient(struct big *a, struct big *b, int scale) {
  int more = bit_length(a) - bit_length(b);
  if (more > 0) shift_left(b, more);
  else shift_left(a, -more);
  if (compare(a, b) < 0) {
    multiply(a, 2, 0);
    more--;
  }
  /* 1 <= a / b < 2: 64 bits of it. */
  uint64_t q = 0;
  for (int i = 0; i < 64; i++) {
    bool bit = compare(a, b) >= 0;
    if (bit) subtract(a, b);
    q = q << 1 | bit;
    multiply(a, 2, 0);
  }
  int exponent = scale + more;
  if (exponent > 1023) return __builtin_inf();
  /* So many bits have no place; a subnormal number has room for fewer. */
  int drop = exponent >= -1022 ? 11 : 11 - 1022 - exponent;
  if (drop > 64) return 0;
  uint64_t m = drop == 64 ? 0 : q >> drop;
  uint64_t rest = drop == 64 ? q : q & ((1ull << drop) - 1), half = 1ull << (drop - 1);
  if (rest > half || (rest == half && (a->length > 0 || (m & 1) != 0))) m++;
  union parts parts = {.bits = m};
  /* The highest bit of a normal m adds one to the exponent, and so does a carry out of it. */
  if (exponent >= -1022) parts.bits += (uint64_t)(exponent + 1022) << 52;
  return parts.value;
}

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* digits * 10^exponent: exact where a double holds both, else by integers of any length. */
static double decimal(struct big *a, cell exponent) {
  if (a->length <= 2 && exponent >= -22 && exponent <= 22) {
    uint64_t digits = a->limb[0] | (a->length == 2 ? (uint64_t)a->limb[1] << 32 : 0);
    if (digits >> 53 == 0) {
      double power = 1;
      for (cell i = exponent < 0 ? -exponent : exponent; i > 0; i--) power *= 10;
      return exponent < 0 ? (double)digits / power : (double)digits * power;
    }
  }
  struct big b;
  set(&b, 1);
  if (exponent >= 0) times_power_of_ten(a, (int)exponent);
  else times_power_of_ten(&b, (int)-exponent);
  return quotient(a, &b, 0);
}

/*
 * The number in a string: [+-]digits[.digits][exponent], at least one digit; the exponent is E, e, D or d with
 * or without sign, or a sign alone, and then digits, of which there may be none. Blanks alone are 0.
 */
struct ffc_flagged ffc_to_float(struct ffc_context *ctx, const char *at, ucell length) {
  FFC_ENTER(ctx);
  ffc_probe_read(at, length);
  const struct ffc_flagged no = {0, 0};
  const char *end = at + length;
  while (at < end && *at == ' ') at++;
  if (at == end) return (struct ffc_flagged){-1, 0};
  if (at != end - length) return no;
  bool negative = *at == '-';
  if (*at == '-' || *at == '+') at++;

  struct big a;
  set(&a, 0);
  cell count = 0, exponent = 0; /* significant digits; of the unit of the last one */
  bool any = false, point = false, more = false;
  for (; at < end; at++) {
    if (*at == '.' && !point) {
      point = true;
      continue;
    }
    if (!is_digit(*at)) break;
    any = true;
    uint32_t digit = (uint32_t)(*at - '0');
    if (count < MAX_DIGITS) {
      multiply(&a, 10, digit);
      if (a.length > 0) count++;
      exponent -= point;
    } else {
      more |= digit != 0;
      exponent += !point;
    }
  }
  if (!any) return no;
  if (at < end) {
    bool marked = *at == 'E' || *at == 'e' || *at == 'D' || *at == 'd';
    if (!marked && *at != '+' && *at != '-') return no;
    if (marked) at++;
    bool down = at < end && *at == '-';
    if (at < end && (*at == '-' || *at == '+')) at++;
    cell n = 0;
    for (; at < end && is_digit(*at); at++) if (n < 1000000000000) n = 10 * n + (*at - '0');
    exponent += down ? -n : n;
  }
  if (at < end) return no;
  double r = 0;
  if (more) { /* one more digit stands for all */
    multiply(&a, 10, 1);
    count++;
    exponent--;
  }
  if (count > 0 && count + exponent > 310) r = __builtin_inf();
  else if (count > 0 && count + exponent > -330) r = decimal(&a, exponent);
  return (struct ffc_flagged){-1, negative ? -r : r};
}

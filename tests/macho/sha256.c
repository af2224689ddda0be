/* SHA-256 (FIPS 180-4). Its constants are computed as the standard defines them: the fractional parts of the square and
   cube roots of the first primes. */
#include "sha256.h"

#include <stdbool.h>
#include <string.h>

static uint32_t initial[8], constants[64];

/* The first 32 bits of the fractional part of the root: the largest x for which (x / 2^32)^n <= prime, less the rest. */
static uint32_t root_fraction(unsigned prime, int n) {
  uint64_t x = 0;
  for (int bit = 36; bit >= 0; bit--) {
    uint64_t y = x | (uint64_t)1 << bit;
    /* Compared without fractions: y^n against prime * 2^(32 n), in pieces where it does not fit. */
    __uint128_t square = (__uint128_t)y * y;
    bool fits;
    if (n == 2) {
      fits = square <= (__uint128_t)prime << 64;
    } else {
      __uint128_t high = (square >> 32) * y, low = (square & 0xffffffff) * y;
      fits = high + (low >> 32) < (__uint128_t)prime << 64;
    }
    if (fits) x = y;
  }
  return (uint32_t)x;
}

static void prepare(void) {
  unsigned found = 0;
  for (unsigned candidate = 2; found < 64; candidate++) {
    bool is_prime = true;
    for (unsigned d = 2; d * d <= candidate && is_prime; d++) is_prime = candidate % d != 0;
    if (!is_prime) continue;
    if (found < 8) initial[found] = root_fraction(candidate, 2);
    constants[found++] = root_fraction(candidate, 3);
  }
}

static uint32_t rotate(uint32_t x, int n) { return x >> n | x << (32 - n); }

static void add_block(uint32_t state[8], const uint8_t *block) {
  uint32_t w[64];
  for (int i = 0; i < 16; i++) {
    memcpy(&w[i], block + 4 * i, 4);
    w[i] = __builtin_bswap32(w[i]);
  }
  for (int i = 16; i < 64; i++) {
    uint32_t a = w[i - 15], b = w[i - 2];
    w[i] = w[i - 16] + (rotate(a, 7) ^ rotate(a, 18) ^ a >> 3) + w[i - 7] + (rotate(b, 17) ^ rotate(b, 19) ^ b >> 10);
  }
  uint32_t s[8];
  memcpy(s, state, sizeof s);
  for (int i = 0; i < 64; i++) {
    uint32_t e = s[4], a = s[0];
    uint32_t t1 = s[7] + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + ((e & s[5]) ^ (~e & s[6])) + constants[i] + w[i];
    uint32_t t2 = (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & s[1]) ^ (a & s[2]) ^ (s[1] & s[2]));
    memmove(s + 1, s, 7 * sizeof *s);
    s[4] += t1;
    s[0] = t1 + t2;
  }
  for (int i = 0; i < 8; i++) state[i] += s[i];
}

void sha256(const uint8_t *data, size_t size, uint8_t hash[SHA256_SIZE]) {
  if (constants[0] == 0) prepare();
  uint32_t state[8];
  memcpy(state, initial, sizeof state);
  size_t rest = size % 64;
  for (size_t i = 0; i + 64 <= size; i += 64) add_block(state, data + i);

  uint8_t last[128] = {0};
  size_t length = rest < 56 ? 64 : 128;
  memcpy(last, data + size - rest, rest);
  last[rest] = 0x80;
  uint64_t bits = __builtin_bswap64((uint64_t)size * 8);
  memcpy(last + length - 8, &bits, 8);
  for (size_t i = 0; i < length; i += 64) add_block(state, last + i);

  for (int i = 0; i < 8; i++) {
    uint32_t word = __builtin_bswap32(state[i]);
    memcpy(hash + 4 * i, &word, 4);
  }
}

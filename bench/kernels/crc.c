/* CRC-32 of a text, n times: a table, bytes and shifts. */
#include "common.h"

enum { LENGTH = 65536 };
static unsigned char text[LENGTH];
static uint32_t crcs[256];

static void make_table(void) {
  for (uint32_t n = 0; n < 256; n++) {
    uint32_t x = n;
    for (int i = 0; i < 8; i++) x = x & 1 ? x >> 1 ^ 0xedb88320 : x >> 1;
    crcs[n] = x;
  }
}

static void write_text(void) {
  for (long i = 0; i < LENGTH; i++) text[i] = random_below(256);
}

static uint32_t crc(const unsigned char *s, long length) {
  uint32_t x = 0xffffffff;
  for (long i = 0; i < length; i++) x = crcs[(x ^ s[i]) & 255] ^ x >> 8;
  return ~x;
}

static long kernel(long n) {
  uint32_t x = 0;
  seed = n;
  make_table();
  write_text();
  for (long i = 0; i < n; i++) {
    x ^= crc(text, LENGTH);
    text[i * 61 & (LENGTH - 1)] = x;
  }
  return x;
}

int main(int argc, char **argv) {
  printf("%ld \n", kernel(size(argc, argv)));
  return 0;
}

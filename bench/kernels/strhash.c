/* The FNV-1a hash of n pieces of a text. */
#include "common.h"

enum { LENGTH = 4096 };
static unsigned char text[LENGTH + 256];

static void write_text(void) {
  for (long i = 0; i < LENGTH + 256; i++) text[i] = random_below(26) + 'a';
}

static uint64_t hash(const unsigned char *s, long length) {
  uint64_t h = 0xcbf29ce484222325;
  for (long i = 0; i < length; i++) h = (h ^ s[i]) * 0x100000001b3;
  return h;
}

static long kernel(long n) {
  uint64_t result = 0;
  seed = n;
  write_text();
  for (long i = 0; i < n; i++) {
    result ^= hash(text + (i & 255), LENGTH);
    result += result & 1;
  }
  return result;
}

int main(int argc, char **argv) {
  printf("%ld \n", kernel(size(argc, argv)));
  return 0;
}

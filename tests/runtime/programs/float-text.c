/*
 * The runtime's conversion of floats, alone on a C library: reads lines of a count, the bits of a double in hex
 * and a text, and prints what `represent` makes of the double (exponent, flags, digits) and `>float` of the text.
 */
#include <stdio.h>
#include <string.h>

#include "../../../src/runtime-c/float-text.c"

void ffc_probe_read(const char *p, ucell size) { (void)p, (void)size; }
void ffc_probe_write(char *p, ucell size) { (void)p, (void)size; }

int main(void) {
  static struct ffc_context context;
  static char digits[2000], text[100000];
  unsigned count;
  union parts parts;
  while (scanf("%u %lx %99999s", &count, &parts.bits, text) == 3) {
    struct two result = ffc_represent(&context, digits, count, parts.value);
    struct ffc_flagged read = ffc_to_float(&context, text, strlen(text));
    union parts value = {read.r};
    printf("%ld %ld %.*s|%ld %lx\n", result.a, result.b, (int)count, digits, read.flag, value.bits);
  }
}

/* Scans a text that looks like a program, n times: a state machine by `switch`. */
#include "common.h"

enum { LENGTH = 65536 };
static unsigned char text[LENGTH];

static void write_text(void) {
  static const char letters[] = "abcxyz_0190   //**''+-=(){};";
  for (long i = 0; i < LENGTH; i++) text[i] = letters[random_below(sizeof letters - 1)];
}

enum state { BETWEEN, IN_NAME, IN_NUMBER, IN_STRING, AFTER_SLASH, IN_COMMENT, AFTER_STAR };

static long counts[8];
static void tally(enum state state) { counts[state]++; }

static int is_letter(unsigned char c) { return (c >= 'a' && c <= 'z') || c == '_'; }
static int is_digit(unsigned char c) { return c >= '0' && c <= '9'; }

static enum state begin_token(unsigned char c) {
  if (is_letter(c)) return IN_NAME;
  if (is_digit(c)) return IN_NUMBER;
  switch (c) {
    case '\'': return IN_STRING;
    case '/': return AFTER_SLASH;
    default: return BETWEEN;
  }
}

static enum state next_state(unsigned char c, enum state state) {
  switch (state) {
    case BETWEEN: return begin_token(c);
    case IN_NAME:
      if (is_letter(c) || is_digit(c)) return IN_NAME;
      tally(IN_NAME);
      return begin_token(c);
    case IN_NUMBER:
      if (is_digit(c)) return IN_NUMBER;
      tally(IN_NUMBER);
      return begin_token(c);
    case IN_STRING:
      if (c != '\'') return IN_STRING;
      tally(IN_STRING);
      return BETWEEN;
    case AFTER_SLASH:
      if (c == '*') return IN_COMMENT;
      tally(AFTER_SLASH);
      return begin_token(c);
    case IN_COMMENT: return c == '*' ? AFTER_STAR : IN_COMMENT;
    case AFTER_STAR:
      if (c == '/') {
        tally(IN_COMMENT);
        return BETWEEN;
      }
      return c == '*' ? AFTER_STAR : IN_COMMENT;
    default: return BETWEEN;
  }
}

static void scan_text(void) {
  enum state state = BETWEEN;
  for (long i = 0; i < LENGTH; i++) state = next_state(text[i], state);
  tally(state);
}

static long checksum(void) {
  unsigned long sum = 0;
  for (int i = 0; i < 8; i++) sum = sum * 31 + counts[i];
  return sum;
}

static long kernel(long n) {
  seed = n;
  write_text();
  for (long i = 0; i < n; i++) {
    scan_text();
    text[i * 97 & (LENGTH - 1)] = 'a';
  }
  return checksum();
}

int main(int argc, char **argv) {
  printf("%ld \n", kernel(size(argc, argv)));
  return 0;
}

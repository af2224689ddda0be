/* Counts the words of a text n times: a hash table with chains, strings that are compared. */
#include "common.h"

enum { LENGTH = 100000, BUCKETS = 1024 };

struct entry {
  struct entry *next;
  const char *string;
  long characters;
  long times;
};

static char text[LENGTH];
static struct entry *table[BUCKETS];
static struct entry entries[20000];
static long used;

static char letter(void) { return random_below(6) + 'a'; }

static void write_text(void) {
  for (long i = 0; i < LENGTH; i++) text[i] = random_below(4) ? letter() : ' ';
}

static struct entry **bucket(const char *s, long length) {
  unsigned long h = 0;
  for (long i = 0; i < length; i++) h = h * 31 + (unsigned char)s[i];
  return &table[h & (BUCKETS - 1)];
}

static struct entry *find_entry(const char *s, long length, struct entry *e) {
  for (; e; e = e->next)
    if (e->characters == length && memcmp(e->string, s, length) == 0) break;
  return e;
}

static void count_word(const char *s, long length) {
  struct entry **chain = bucket(s, length);
  struct entry *e = find_entry(s, length, *chain);
  if (e) {
    e->times++;
  } else {
    e = &entries[used++];
    *e = (struct entry){*chain, s, length, 1};
    *chain = e;
  }
}

static void count_words(void) {
  const char *s = text, *end = text + LENGTH;
  memset(table, 0, sizeof table);
  used = 0;
  for (;;) {
    while (s < end && *s == ' ') s++;
    if (s == end) break;
    const char *start = s;
    while (s < end && *s != ' ') s++;
    count_word(start, s - start);
  }
}

static long checksum(void) {
  long sum = 0;
  for (long i = 0; i < used; i++) sum += entries[i].times * entries[i].times;
  return sum + used * 1000;
}

static long kernel(long n) {
  unsigned long result = 0;
  seed = n;
  write_text();
  for (long i = 0; i < n; i++) {
    count_words();
    result = (result * 3) ^ checksum();
    text[i * 50] = 'a';
  }
  return result;
}

int main(int argc, char **argv) {
  printf("%ld \n", kernel(size(argc, argv)));
  return 0;
}

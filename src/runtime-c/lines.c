/*
 * From an address in compiled code to a source position: a walk through the line table, whose format
 * docs/runtime-abi.md gives. It runs when a program dies, so small beats fast.
 */
#include "ffc.h"

/* A uleb128 or sleb128. */
static int64_t read_leb(const uint8_t **p, bool is_signed) {
  uint64_t value = 0;
  unsigned shift = 0;
  uint8_t byte;
  do {
    byte = *(*p)++;
    value |= (uint64_t)(byte & 0x7f) << shift;
    shift += 7;
  } while (byte & 0x80);
  if (is_signed && byte & 0x40) value |= -(UINT64_C(1) << shift); /* no delta needs 64 bits */
  return (int64_t)value;
}

static const char *after(const char *string) {
  while (*string++) continue;
  return string;
}

#define FILE_MARK 1

/* Every index of the line table is in the table of words. */
static void find_word(int64_t index, struct ffc_position *position) {
  for (const char *p = ffc_words;; p = after(p)) {
    if (*p == FILE_MARK) {
      position->file = p + 1;
    } else if (index-- == 0) {
      position->word = p;
      return;
    }
  }
}

bool ffc_find_position(uintptr_t return_address, struct ffc_position *position) {
  static const int8_t deltas[] = {1, 2, -1};
  const uint8_t *p = ffc_lines;
  uintptr_t address = (uintptr_t)ffc_text_start;
  int64_t line = 0, word = 0;
  uint64_t entry;

  if (return_address <= address) return false;
  while ((entry = (uint64_t)read_leb(&p, false)) != 0) {
    if ((entry & 3) < sizeof deltas) {
      line += deltas[entry & 3];
    } else {
      line += read_leb(&p, true);
      word += read_leb(&p, true);
    }
    address += entry >> 2;
    if (return_address > address) continue;
    position->line = line;
    find_word(word, position);
    return line != 0;
  }
  return false;
}

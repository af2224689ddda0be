/*
 * From an address in compiled code to a source position: a walk through the line table, whose format
 * docs/runtime-abi.md gives. It runs when a program dies, so small beats fast.
 */
#include "ffc.h"

/* The bits of a uleb128 or sleb128; `shift` afterwards: how many. */
static uint64_t read_leb(const uint8_t **p, unsigned *shift) {
  uint64_t value = 0;
  uint8_t byte;
  *shift = 0;
  do {
    byte = *(*p)++;
    value |= (uint64_t)(byte & 0x7f) << *shift;
    *shift += 7;
  } while (byte & 0x80);
  return value;
}

static int64_t read_sleb(const uint8_t **p) {
  unsigned shift;
  uint64_t value = read_leb(p, &shift);
  return (int64_t)(value << (64 - shift)) >> (64 - shift); /* no delta needs 64 bits */
}

static const char *after(const char *string) {
  while (*string++) continue;
  return string;
}

#define FILE_MARK 1
#define END_MARK 2

static void find_word(int64_t index, struct ffc_position *position) {
  const char *p = ffc_words;
  position->file = position->word = "";
  for (; *p != END_MARK; p = after(p)) {
    if (*p == FILE_MARK) {
      position->file = p + 1;
    } else if (index-- == 0) {
      position->word = p;
      return;
    }
  }
}

bool ffc_find_position(uintptr_t return_address, struct ffc_position *position) {
  const uint8_t *p = ffc_lines;
  uintptr_t address = (uintptr_t)ffc_text_start;
  int64_t line = 0, word = 0;
  unsigned shift;
  uint64_t entry;

  if (return_address <= address) return false;
  while ((entry = read_leb(&p, &shift)) != 0) {
    switch (entry & 3) {
      case 0: line += 1; break;
      case 1: line += 2; break;
      case 2: line -= 1; break;
      default:
        line += read_sleb(&p);
        word += read_sleb(&p);
    }
    address += entry >> 2;
    if (return_address > address) continue;
    position->line = line;
    find_word(word, position);
    return line != 0;
  }
  return false;
}

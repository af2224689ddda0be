/*
 * From an address in compiled code to a source position: a walk through the line table, whose format
 * docs/runtime-abi.md gives. It runs once, when the program dies, so small beats fast.
 */
#include "ffc.h"

static uint64_t read_leb(const uint8_t **p, bool is_signed) {
  uint64_t value = 0;
  unsigned shift = 0;
  uint8_t byte;
  do {
    byte = *(*p)++;
    value |= (uint64_t)(byte & 0x7f) << shift;
    shift += 7;
  } while (byte & 0x80);
  if (is_signed && shift < 64 && (byte & 0x40)) value |= -(uint64_t)1 << shift;
  return value;
}

static uint32_t read_u32(const uint8_t **p) {
  uint32_t value = 0;
  for (int i = 0; i < 4; i++) value |= (uint32_t)*(*p)++ << 8 * i;
  return value;
}

const struct ffc_position *ffc_find_position(uintptr_t return_address) {
  uintptr_t offset = return_address - 1 - (uintptr_t)ffc_text_start;
  const uint8_t *p = ffc_lines;
  uintptr_t group = 0;
  uint32_t size;

  if (return_address - 1 < (uintptr_t)ffc_text_start) return NULL;
  while ((size = read_u32(&p)) != 0) {
    uintptr_t end = group;
    int64_t position = 0;
    uint64_t length;
    while ((length = read_leb(&p, false)) != 0) {
      end += length - 1;
      position += (int64_t)read_leb(&p, true);
      if (offset >= group && offset < end) return ffc_positions[position].line ? &ffc_positions[position] : NULL;
    }
    group += size;
  }
  return NULL;
}

/*
 * MOVE and FILL: they work on the program's memory alone and hold no lock, so all of them may fault.
 * Built without the compiler's idea of turning such loops into calls of memmove and memset, which lie
 * outside the section.
 *
 * Most sizes are small, and a string instruction takes longer to start than a few cells take to copy. So up
 * to 16 bytes are read all at once and then written, as two pieces that may overlap; up to LONG bytes go in
 * pieces of 16, the last of which may overlap the one before.
 */
#include "ffc.h"

#define INLINE static inline __attribute__((always_inline))
/* From here on a string instruction is as fast. */
#define LONG 1024

typedef unsigned char piece __attribute__((vector_size(16)));

#define LOAD(type, p) ({ type loaded; __builtin_memcpy(&loaded, (p), sizeof loaded); loaded; })
#define STORE(p, x) __builtin_memcpy((p), &(x), sizeof(x))

/* The first and the last piece of `type` that is not larger than the memory. */
#define MOVE_ENDS(type)                                        \
  do {                                                         \
    type first = LOAD(type, from);                             \
    type last = LOAD(type, from + size - sizeof(type));        \
    STORE(to, first);                                          \
    STORE(to + size - sizeof(type), last);                     \
  } while (0)

INLINE void move_few(char *to, const char *from, ucell size) {
  if (size >= 8) MOVE_ENDS(uint64_t);
  else if (size >= 4) MOVE_ENDS(uint32_t);
  else if (size >= 2) MOVE_ENDS(uint16_t);
  else if (size > 0) *to = *from;
}

/* More than 16 bytes, from the beginning: `to` is not within what comes after the first piece. */
INLINE void move_up(char *to, const char *from, ucell size) {
  piece last = LOAD(piece, from + size - 16);
  char *end = to + size - 16;
  for (; to < end; to += 16, from += 16) {
    piece x = LOAD(piece, from);
    STORE(to, x);
  }
  STORE(end, last);
}

/* More than 16 bytes, from the end. */
INLINE void move_down(char *to, const char *from, ucell size) {
  piece first = LOAD(piece, from);
  for (; size > 16; size -= 16) {
    piece x = LOAD(piece, from + size - 16);
    STORE(to + size - 16, x);
  }
  STORE(to, first);
}

FFC_PROBE void ffc_move(struct ffc_context *ctx, const char *from, char *to, ucell size) {
  FFC_ENTER(ctx);
  if ((cell)size < 0) ffc_raise(ctx, FFC_BAD_ADDRESS); /* before it has overwritten all there is */
  if (size <= 16) move_few(to, from, size);
  else if ((ucell)(to - from) < size) move_down(to, from, size); /* `to` lies within what is still to be copied */
  else if (size < LONG) move_up(to, from, size);
  else ffc_copy(to, from, size);
}

FFC_PROBE void ffc_fill(struct ffc_context *ctx, char *to, ucell size, cell c) {
  FFC_ENTER(ctx);
  if ((cell)size < 0) ffc_raise(ctx, FFC_BAD_ADDRESS);
  uint64_t x = (uint8_t)c * UINT64_C(0x0101010101010101);
  if (size < 8) {
    while (size > 0) to[--size] = (char)c;
  } else if (size < LONG) {
    char *end = to + size - 8;
    for (; to < end; to += 8) STORE(to, x);
    STORE(end, x);
  } else {
    ffc_set(to, (char)c, size);
  }
}

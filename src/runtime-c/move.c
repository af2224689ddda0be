/*
 * MOVE and FILL: they work on the program's memory alone and hold no lock, so all of them may fault.
 * Built without the compiler's idea of turning such loops into calls of memmove and memset, which lie
 * outside the section.
 */
#include "ffc.h"

FFC_PROBE void ffc_move(struct ffc_context *ctx, const char *from, char *to, ucell size) {
  FFC_ENTER(ctx);
  if ((cell)size < 0) ffc_raise(ctx, FFC_BAD_ADDRESS); /* before it has overwritten all there is */
  if ((ucell)(to - from) >= size) {
    ffc_copy(to, from, size);
    return;
  }
  /* `to` lies within what is still to be copied: from the end down. */
  for (; size >= 8; size -= 8) {
    uint64_t x;
    __builtin_memcpy(&x, from + size - 8, 8);
    __builtin_memcpy(to + size - 8, &x, 8);
  }
  while (size-- > 0) to[size] = from[size];
}

FFC_PROBE void ffc_fill(struct ffc_context *ctx, char *to, ucell size, cell c) {
  FFC_ENTER(ctx);
  if ((cell)size < 0) ffc_raise(ctx, FFC_BAD_ADDRESS);
  ffc_set(to, (char)c, size);
}

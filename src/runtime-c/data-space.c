/*
 * HERE and ALLOT of the running program: one piece of address space for all threads, mapped when first
 * asked for; its pages are there when first used, so programs may scribble above HERE.
 */
#include "ffc.h"

#define SIZE ((cell)1 << 28)

static struct {
  struct ffc_lock lock;
  char *start, *here;
} space;

/* HERE as it was, having moved it by n; NULL if that leaves the space. */
static char *move_here(cell n) {
  ffc_lock(&space.lock);
  if (!space.start) space.start = space.here = ffc_map(SIZE);
  char *before = space.here;
  if (before) {
    cell offset = before - space.start;
    if (n < -offset || n > SIZE - offset)
      before = NULL;
    else
      space.here += n;
  }
  ffc_unlock(&space.lock);
  return before;
}

cell ffc_here(struct ffc_context *ctx) {
  FFC_ENTER(ctx);
  char *here = move_here(0);
  if (!here) ffc_raise(ctx, FFC_SPACE_OVERFLOW);
  return (cell)here;
}

/* Bytes that can still be allotted. */
cell ffc_unused(struct ffc_context *ctx) {
  FFC_ENTER(ctx);
  char *here = move_here(0);
  return here ? SIZE - (here - space.start) : 0;
}

void ffc_allot(struct ffc_context *ctx, cell n) {
  FFC_ENTER(ctx);
  if (!move_here(n)) ffc_raise(ctx, FFC_SPACE_OVERFLOW);
}

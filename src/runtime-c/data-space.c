/*
 * HERE and ALLOT of the running program: one piece of address space for all threads; its pages are there
 * when first used, so programs may scribble above HERE. A program says at its start where the piece is, which
 * begins with what it last made while it was compiled; without that it is mapped when first asked for.
 */
#include "ffc.h"

#define SIZE ((cell)1 << 28)

static struct {
  struct ffc_lock lock;
  char *start, *here, *end;
} space;

void ffc_data_space(struct ffc_context *ctx, char *start, char *here, char *end) {
  (void)ctx;
  space.start = start;
  space.here = here;
  space.end = end;
}

/* HERE as it was, having moved it by n; NULL if that leaves the space. */
static char *move_here(cell n) {
  ffc_lock(&space.lock);
  if (!space.start) {
    space.start = space.here = ffc_map(SIZE);
    space.end = space.start + SIZE;
  }
  char *before = space.here;
  if (before) {
    if (n < space.start - before || n > space.end - before)
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
  return here ? space.end - here : 0;
}

void ffc_allot(struct ffc_context *ctx, cell n) {
  FFC_ENTER(ctx);
  if (!move_here(n)) ffc_raise(ctx, FFC_SPACE_OVERFLOW);
}

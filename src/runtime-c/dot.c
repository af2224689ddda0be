/*
 * `.` and `u.`: in C because nearly every program prints a number, and the same words in Forth are six
 * definitions that the compiler would have to take through all its phases each time.
 *
 * Digits are those of pictured numeric output (lib/core.fs): of any base, above 9 from `A` on.
 */
#include "ffc.h"

static void put_number(struct ffc_context *ctx, ucell u, bool negative) {
  ucell base = (ucell)ctx->base;
  if (base == 0) ffc_raise(ctx, FFC_DIVISION_BY_ZERO);
  if (base == 1) ffc_raise(ctx, FFC_PICTURE_OVERFLOW); /* digits without end */
  char text[66], *at = text + sizeof text;
  *--at = ' ';
  do {
    cell digit = (cell)(u % base);
    *--at = (char)(digit > 9 ? digit + 'A' - 10 : digit + '0');
    u /= base;
  } while (u != 0);
  if (negative) *--at = '-';
  ffc_output_put(ctx, at, (ucell)(text + sizeof text - at));
}

void ffc_dot(struct ffc_context *ctx, cell n) {
  FFC_ENTER(ctx);
  put_number(ctx, n < 0 ? -(ucell)n : (ucell)n, n < 0);
}

void ffc_udot(struct ffc_context *ctx, ucell u) {
  FFC_ENTER(ctx);
  put_number(ctx, u, false);
}

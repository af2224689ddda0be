/*
 * Command-line arguments. NEXT-ARG takes them away one by one: those behind move up, while the
 * program's name, argument 0, stays.
 */
#include "ffc.h"

static ucell taken;

static ucell count(void) { return (ucell)ffc_initial_stack[0]; }

cell ffc_argc(struct ffc_context *ctx) {
  FFC_ENTER(ctx);
  return (cell)(count() - taken);
}

static struct two argument(ucell n) {
  if (n != 0) n += taken;
  if (n >= count()) return (struct two){0, 0};
  const char *text = (const char *)ffc_initial_stack[1 + n], *end = text;
  while (*end) end++;
  return (struct two){(cell)text, end - text};
}

struct two ffc_arg(struct ffc_context *ctx, ucell n) {
  FFC_ENTER(ctx);
  return argument(n);
}

struct two ffc_next_arg(struct ffc_context *ctx) {
  FFC_ENTER(ctx);
  struct two result = argument(1);
  if (result.a) taken++;
  return result;
}

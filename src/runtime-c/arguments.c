/*
 * Command-line arguments. NEXT-ARG takes them away one by one: those behind move up and their number
 * goes down, while the program's name, argument 0, stays. The number is a variable of the program's,
 * which the program may change, as in gforth.
 */
#include "ffc.h"

static cell number;
static bool known;
static ucell taken;

static cell *number_of_arguments(void) {
  if (!known) number = (cell)ffc_initial_stack[0];
  known = true;
  return &number;
}

static struct two argument(ucell n) {
  if (n >= (ucell)*number_of_arguments() || n + taken >= ffc_initial_stack[0]) return (struct two){0, 0};
  if (n != 0) n += taken;
  const char *text = (const char *)ffc_initial_stack[1 + n], *end = text;
  while (*end) end++;
  return (struct two){(cell)text, end - text};
}

cell ffc_argc(struct ffc_context *ctx) {
  FFC_ENTER(ctx);
  return (cell)number_of_arguments();
}

struct two ffc_arg(struct ffc_context *ctx, ucell n) {
  FFC_ENTER(ctx);
  return argument(n);
}

struct two ffc_next_arg(struct ffc_context *ctx) {
  FFC_ENTER(ctx);
  struct two result = argument(1);
  if (result.a) taken++, number--;
  return result;
}

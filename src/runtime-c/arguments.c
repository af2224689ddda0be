/*
 * Command-line arguments. NEXT-ARG takes them away one by one: the name of the program, argument 0, moves up to
 * the place of the one that is taken, so those behind keep their order. Their number and where they begin are
 * variables of the program's, which the program may change, as in gforth.
 */
#include "ffc.h"

static struct {
  cell number;
  const char **texts;
} arguments;

static void find(void) {
  if (arguments.texts) return;
  uintptr_t *stack = ffc_initial_stack();
  arguments.number = (cell)stack[0];
  arguments.texts = (const char **)stack + 1;
}

static struct two argument(ucell n) {
  find();
  if ((cell)n < 0 || (cell)n >= arguments.number || n >= ffc_initial_stack()[0]) return (struct two){0, 0};
  const char *text = arguments.texts[n], *end = text;
  if (!text) return (struct two){0, 0};
  while (*end) end++;
  return (struct two){(cell)text, end - text};
}

cell ffc_argc(struct ffc_context *ctx) {
  FFC_ENTER(ctx);
  find();
  return (cell)&arguments.number;
}

cell ffc_argv(struct ffc_context *ctx) {
  FFC_ENTER(ctx);
  find();
  return (cell)&arguments.texts;
}

struct two ffc_arg(struct ffc_context *ctx, ucell n) {
  FFC_ENTER(ctx);
  return argument(n);
}

struct two ffc_next_arg(struct ffc_context *ctx) {
  FFC_ENTER(ctx);
  struct two result = argument(1);
  if (result.a) {
    arguments.texts[1] = arguments.texts[0];
    arguments.texts++;
    arguments.number--;
  }
  return result;
}

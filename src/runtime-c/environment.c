/* Variables of the process's environment. They lie behind the arguments, after a 0. */
#include "ffc.h"

/* Where the text after `name=` begins; NULL if there is no such variable. */
const char *ffc_environment(const char *name, ucell length) {
  const uintptr_t *stack = ffc_initial_stack();
  for (const uintptr_t *entry = stack + stack[0] + 2; *entry; entry++) {
    const char *text = (const char *)*entry;
    ucell i = 0;
    while (i < length && text[i] == name[i] && text[i] != 0) i++;
    if (i == length && text[i] == '=') return text + i + 1;
  }
  return NULL;
}

struct two ffc_getenv(struct ffc_context *ctx, const char *name, ucell length) {
  FFC_ENTER(ctx);
  ffc_probe_read(name, length);
  const char *text = ffc_environment(name, length), *end = text;
  if (!text) return (struct two){0, 0};
  while (*end) end++;
  return (struct two){(cell)text, end - text};
}

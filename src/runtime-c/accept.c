/* ACCEPT: one line; what does not fit is dropped, as a terminal would not take it. */
#include "files.h"

cell ffc_accept(struct ffc_context *ctx, char *buffer, cell size) {
  FFC_ENTER(ctx);
  cell n = 0;
  if (size < 0) ffc_raise(ctx, FFC_BAD_NUMBER);
  ffc_probe_write(buffer, (ucell)size);
  struct ffc_file *in = &ffc_input;
  ffc_lock(&in->lock);
  ffc_terminal_by_lines();
  for (;;) {
    if (in->next == in->end && ffc_file_fill(ctx, in) <= 0) break;
    char c = in->buffer[in->next++];
    if (c == '\n') break;
    if (n < size) buffer[n++] = c;
  }
  ffc_unlock(&in->lock);
  return n;
}

/* KEY and KEY?: characters from standard input, as they are typed if that is a terminal. */
#include "files.h"

/* What KEY gives at the end of the input: control-D, as a terminal would have sent and gforth gives. */
#define END_OF_INPUT 4

cell ffc_key(struct ffc_context *ctx) {
  FFC_ENTER(ctx);
  struct ffc_file *in = &ffc_input;
  cell c = END_OF_INPUT;
  ffc_lock(&in->lock);
  if (in->next == in->end) ffc_terminal_by_keys();
  if (in->next != in->end || ffc_file_fill(ctx, in) > 0) c = (unsigned char)in->buffer[in->next++];
  ffc_unlock(&in->lock);
  return c;
}

/* Whether KEY would not wait, or no longer than some milliseconds. If another thread waits for a key, there is
   none for this one. */
cell ffc_key_ready(struct ffc_context *ctx, cell ms) {
  FFC_ENTER(ctx);
  struct ffc_file *in = &ffc_input;
  if (!ffc_try_lock(&in->lock)) return 0;
  bool ready = in->next != in->end;
  if (!ready) {
    ffc_terminal_by_keys();
    ffc_flush_output(ctx);
    ready = ffc_poll_ms(0, ms < 0 ? 0 : ms > 1000000 ? 1000000 : (int)ms);
  }
  ffc_unlock(&in->lock);
  return ready ? -1 : 0;
}

/*
 * Standard input: one buffer for all threads, under a lock that is held while waiting for input.
 * Output is flushed before that. A thread that waits here counts as running.
 */
#include <errno.h>

#include "ffc.h"

static struct {
  struct ffc_lock lock;
  unsigned next, end;
  char data[4096];
} in;

/* What KEY gives at the end of the input: control-D, as a terminal would have sent and gforth gives. */
#define END_OF_INPUT 4

static int next_char_locked(struct ffc_context *ctx) {
  if (in.next == in.end) {
    if (ffc_flush_output) ffc_flush_output(ctx);
    for (;;) {
      long n = ffc_read(0, in.data, sizeof in.data);
      if (n > 0) {
        in.next = 0;
        in.end = (unsigned)n;
        break;
      }
      if (n == -EAGAIN)
        ffc_poll(0, false);
      else if (n != -EINTR)
        return -1;
    }
  }
  return (unsigned char)in.data[in.next++];
}

cell ffc_key(struct ffc_context *ctx) {
  FFC_ENTER(ctx);
  ffc_lock(&in.lock);
  int c = next_char_locked(ctx);
  ffc_unlock(&in.lock);
  return c < 0 ? END_OF_INPUT : c;
}

/* One line; what does not fit is dropped, as a terminal would not take it. */
cell ffc_accept(struct ffc_context *ctx, char *buffer, cell size) {
  FFC_ENTER(ctx);
  cell n = 0;
  int c;
  if (size < 0) ffc_raise(ctx, FFC_BAD_NUMBER);
  ffc_probe_write(buffer, (ucell)size);
  ffc_lock(&in.lock);
  while ((c = next_char_locked(ctx)) >= 0 && c != '\n')
    if (n < size) buffer[n++] = (char)c;
  ffc_unlock(&in.lock);
  return n;
}

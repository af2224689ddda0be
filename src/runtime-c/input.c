/*
 * Standard input: one buffer for all threads, under a lock that is held while waiting for input.
 * Output is flushed before that. A thread that waits here counts as running.
 */
#include "files.h"

static char data[4096];
struct ffc_file ffc_input = {.open = true, .read_only = true, .size = sizeof data, .buffer = data};

long ffc_file_fill(struct ffc_context *ctx, struct ffc_file *file) {
  if (file->fd == 0) ffc_flush_output(ctx);
  for (;;) {
    long n = ffc_read(file->fd, file->buffer, file->size);
    if (n >= 0) {
      file->next = 0;
      file->end = (unsigned)n;
      file->at_end = n == 0;
      return n;
    }
    if (n == -EAGAIN)
      ffc_poll(file->fd, false);
    else if (n != -EINTR)
      return n;
  }
}

/* Writing to files. Standard output is written through its own buffer, standard error at once. */
#include "files.h"

/* All of it, or up to an error: -errno. `*from` and `*length` tell what is left. */
static long write_out(int fd, const char **from, ucell *length) {
  while (*length != 0) {
    long n = ffc_write(fd, *from, *length);
    if (n == -EAGAIN)
      ffc_poll(fd, true);
    else if (n < 0 && n != -EINTR)
      return n;
    if (n > 0) *from += n, *length -= (ucell)n;
  }
  return 0;
}

/* What could not be written stays. */
long ffc_file_flush(struct ffc_file *file) {
  const char *from = file->buffer;
  ucell left = file->end;
  long result = write_out(file->fd, &from, &left);
  ffc_copy(file->buffer, from, left);
  file->end = (unsigned)left;
  return result;
}

static long begin_writing(struct ffc_context *ctx, struct ffc_file *file) {
  if (file->writing) return 0;
  if (file->read_only) return -EBADF;
  if (!ffc_file_buffer(ctx, file)) return -ENOMEM;
  long error = ffc_file_settle(file);
  if (error < 0) return error;
  file->writing = true;
  return 0;
}

static long put(struct ffc_file *file, const char *text, ucell length) {
  if (length > file->size - file->end) {
    long error = ffc_file_flush(file);
    if (error < 0) return error;
    if (length >= file->size) return write_out(file->fd, &text, &length);
  }
  ffc_copy(file->buffer + file->end, text, length);
  file->end += (unsigned)length;
  return 0;
}

static cell write_text(struct ffc_context *ctx, const char *text, ucell length, cell id, bool line) {
  if (id == FFC_STDOUT) {
    ffc_output_plain(ctx, text, length);
    if (line) ffc_output_plain(ctx, "\n", 1);
    return 0;
  }
  if (id == FFC_STDERR) {
    long error = write_out(FFC_STDERR, &text, &length);
    if (error == 0 && line) text = "\n", length = 1, error = write_out(FFC_STDERR, &text, &length);
    return error < 0 ? ffc_ior(error) : 0;
  }
  struct ffc_file *file = ffc_file_lock(id);
  if (!file) return ffc_ior(-EBADF);
  long error = begin_writing(ctx, file);
  if (error == 0) error = put(file, text, length);
  if (error == 0 && line) error = put(file, "\n", 1);
  ffc_unlock(&file->lock);
  return error < 0 ? ffc_ior(error) : 0;
}

cell ffc_file_put(struct ffc_context *ctx, const char *text, ucell length, cell id) {
  return write_text(ctx, text, length, id, false);
}

cell ffc_write_file(struct ffc_context *ctx, const char *text, ucell length, cell id) {
  FFC_ENTER(ctx);
  ffc_probe_read(text, length);
  return write_text(ctx, text, length, id, false);
}

cell ffc_write_line(struct ffc_context *ctx, const char *text, ucell length, cell id) {
  FFC_ENTER(ctx);
  ffc_probe_read(text, length);
  return write_text(ctx, text, length, id, true);
}

cell ffc_emit_file(struct ffc_context *ctx, cell c, cell id) {
  FFC_ENTER(ctx);
  char byte = (char)c;
  return write_text(ctx, &byte, 1, id, false);
}

cell ffc_flush_file(struct ffc_context *ctx, cell id) {
  FFC_ENTER(ctx);
  if (id == FFC_STDOUT) ffc_flush_output(ctx);
  if (id >= 0 && id < FFC_FIRST_FILE) return 0;
  struct ffc_file *file = ffc_file_lock(id);
  if (!file) return ffc_ior(-EBADF);
  long error = file->writing ? ffc_file_flush(file) : 0;
  ffc_unlock(&file->lock);
  return error < 0 ? ffc_ior(error) : 0;
}

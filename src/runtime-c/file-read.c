/*
 * Reading from files. The program's memory was probed before a lock is taken; large pieces are read into it by
 * the system, without the buffer.
 */
#include "files.h"

/* Makes the file ready to read from; 0 or -errno. */
static long begin_reading(struct ffc_context *ctx, struct ffc_file *file) {
  if (file->writing) {
    long error = ffc_file_flush(file);
    if (error < 0) return error;
    file->writing = false;
  }
  if (file->fd == 0) ffc_terminal_by_lines();
  return ffc_file_buffer(ctx, file) ? 0 : -ENOMEM;
}

/* A piece of at least a buffer's size, around the buffer. */
static long read_directly(struct ffc_context *ctx, struct ffc_file *file, char *to, ucell size) {
  if (file->fd == 0) ffc_flush_output(ctx);
  for (;;) {
    long n = ffc_read(file->fd, to, size);
    file->at_end = n == 0;
    if (n == -EAGAIN)
      ffc_poll(file->fd, false);
    else if (n != -EINTR)
      return n;
  }
}

/* As many as there are, up to size: how many, and the ior. */
struct two ffc_read_file(struct ffc_context *ctx, char *to, cell size, cell id) {
  FFC_ENTER(ctx);
  if (size < 0) ffc_raise(ctx, FFC_BAD_NUMBER);
  ffc_probe_write(to, (ucell)size);
  struct ffc_file *file = ffc_file_lock(id);
  if (!file) return (struct two){0, ffc_ior(-EBADF)};
  cell done = 0;
  long n = begin_reading(ctx, file);
  if (n >= 0) n = 1;
  while (done < size && n > 0) {
    n = file->end - file->next;
    if (n > size - done) n = size - done;
    if (n > 0) {
      ffc_copy(to + done, file->buffer + file->next, (size_t)n);
      file->next += (unsigned)n;
    } else if (size - done >= file->size) {
      n = read_directly(ctx, file, to + done, (ucell)(size - done));
    } else {
      n = ffc_file_fill(ctx, file);
      continue;
    }
    if (n > 0) done += n;
  }
  ffc_unlock(&file->lock);
  return (struct two){done, n < 0 ? ffc_ior(n) : 0};
}

/* ---- Lines: they end with LF, CR LF or CR, which are not part of them ---- */

#define EACH(byte) (UINT64_C(0x0101010101010101) * (byte))
#define HAS_ZERO(x) (((x) - EACH(1)) & ~(x) & EACH(0x80))

/* Copies up to the end of a line, which it stops at, or up to n bytes: how many. */
static ucell copy_line(char *to, const char *from, ucell n) {
  ucell i = 0;
  for (uint64_t x; i + 8 <= n; i += 8) {
    __builtin_memcpy(&x, from + i, 8);
    if (HAS_ZERO(x ^ EACH('\n')) | HAS_ZERO(x ^ EACH('\r'))) break;
    __builtin_memcpy(to + i, &x, 8);
  }
  for (; i < n && from[i] != '\n' && from[i] != '\r'; i++) to[i] = from[i];
  return i;
}

/* Length, and 1 for a line, 0 at the end of the file, or an ior. */
struct two ffc_read_line(struct ffc_context *ctx, char *to, cell size, cell id) {
  FFC_ENTER(ctx);
  if (size < 0) ffc_raise(ctx, FFC_BAD_NUMBER);
  ffc_probe_write(to, (ucell)size);
  struct ffc_file *file = ffc_file_lock(id);
  if (!file) return (struct two){0, ffc_ior(-EBADF)};
  cell done = 0;
  long n = begin_reading(ctx, file);
  bool whole = size == 0;
  while (n >= 0 && !whole) {
    if (file->next == file->end && (n = ffc_file_fill(ctx, file)) <= 0) break;
    ucell there = file->end - file->next, room = (ucell)(size - done);
    ucell copied = copy_line(to + done, file->buffer + file->next, there < room ? there : room);
    done += (cell)copied;
    file->next += (unsigned)copied;
    if (done == size) {
      whole = true;
    } else if (file->next != file->end) {
      whole = true;
      if (file->buffer[file->next++] == '\r' && (file->next != file->end || ffc_file_fill(ctx, file) > 0) &&
          file->buffer[file->next] == '\n')
        file->next++;
    }
  }
  ffc_unlock(&file->lock);
  return (struct two){done, n < 0 ? ffc_ior(n) : whole || done > 0};
}

/* ---- Single characters ---- */

/* One character, or -1 at the end and if it cannot be read. */
cell ffc_key_file(struct ffc_context *ctx, cell id) {
  FFC_ENTER(ctx);
  struct ffc_file *file = ffc_file_lock(id);
  if (!file) return -1;
  cell c = -1;
  if (begin_reading(ctx, file) == 0 && (file->next != file->end || ffc_file_fill(ctx, file) > 0))
    c = (unsigned char)file->buffer[file->next++];
  ffc_unlock(&file->lock);
  return c;
}

/* Whether a character can be read without waiting, or the end. */
cell ffc_key_ready_file(struct ffc_context *ctx, cell id) {
  FFC_ENTER(ctx);
  struct ffc_file *file = ffc_file_lock(id);
  if (!file) return 0;
  bool ready = (!file->writing && file->next != file->end) || ffc_poll_ms(file->fd, 0);
  ffc_unlock(&file->lock);
  return ready ? -1 : 0;
}

/* Whether the latest attempt to read came to the end. */
cell ffc_file_eof(struct ffc_context *ctx, cell id) {
  FFC_ENTER(ctx);
  struct ffc_file *file = ffc_file_lock(id);
  if (!file) return -1;
  bool at_end = file->at_end && file->next == file->end;
  ffc_unlock(&file->lock);
  return at_end ? -1 : 0;
}

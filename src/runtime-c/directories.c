/* Directories. One that is open is a file whose buffer has entries as the system gives them. */
#include "files.h"

static cell ior_of(long result) { return result < 0 ? ffc_ior(result) : 0; }

cell ffc_make_directory(struct ffc_context *ctx, const char *path, ucell length, cell mode) {
  FFC_ENTER(ctx);
  long result;
  char *name = ffc_c_string(ctx, path, length, FFC_PATH_LIMIT, &result);
  if (!name) return ffc_ior(result);
  result = ffc_mkdir(name, (int)mode);
  ffc_heap_put(ctx, name);
  return ior_of(result);
}

cell ffc_set_directory(struct ffc_context *ctx, const char *path, ucell length) {
  FFC_ENTER(ctx);
  long result;
  char *name = ffc_c_string(ctx, path, length, FFC_PATH_LIMIT, &result);
  if (!name) return ffc_ior(result);
  result = ffc_chdir(name);
  ffc_heap_put(ctx, name);
  return ior_of(result);
}

/* Length of the name that is in the buffer then; 0 if it does not fit. */
cell ffc_get_directory(struct ffc_context *ctx, char *buffer, cell size) {
  FFC_ENTER(ctx);
  if (size <= 0) return 0;
  ffc_probe_write(buffer, (ucell)size);
  long n = ffc_getcwd(buffer, (size_t)size);
  return n < 0 ? 0 : n;
}

/* ---- Reading ---- */

struct two ffc_open_directory(struct ffc_context *ctx, const char *path, ucell length) {
  FFC_ENTER(ctx);
  long result;
  char *name = ffc_c_string(ctx, path, length, FFC_PATH_LIMIT, &result);
  if (!name) return (struct two){0, ffc_ior(result)};
  result = ffc_open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  ffc_heap_put(ctx, name);
  return ffc_file_new(result, true, 0);
}

/* The next name, or as much of it as there is room for: its length, and 1 for a name, 0 at the end, or an ior. */
struct two ffc_read_directory(struct ffc_context *ctx, char *to, cell size, cell id) {
  FFC_ENTER(ctx);
  if (size < 0) ffc_raise(ctx, FFC_BAD_NUMBER);
  ffc_probe_write(to, (ucell)size);
  struct ffc_file *file = ffc_file_lock(id);
  if (!file) return (struct two){0, ffc_ior(-EBADF)};
  long n = 1;
  cell length = 0;
  if (!ffc_file_buffer(ctx, file)) n = -ENOMEM;
  if (n > 0 && file->next == file->end) {
    n = ffc_read_entries(file->fd, file->buffer, file->size);
    file->next = 0;
    file->end = n > 0 ? (unsigned)n : 0;
  }
  if (n > 0) {
    const char *entry = file->buffer + file->next;
    file->next += *(const uint16_t *)(entry + FFC_ENTRY_SIZE);
    for (const char *name = entry + FFC_ENTRY_NAME; name[length] && length < size; length++) to[length] = name[length];
  }
  ffc_unlock(&file->lock);
  return (struct two){length, n < 0 ? ffc_ior(n) : n > 0};
}

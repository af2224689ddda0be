/* What is done with files by their names, and names themselves. */
#include "files.h"

/* A text with a zero in it names nothing: the system would see only what comes before. */
char *ffc_c_string(struct ffc_context *ctx, const char *text, ucell length, ucell limit, long *error) {
  FFC_FILE_MESSAGES();
  ffc_probe_read(text, length);
  *error = -ENAMETOOLONG;
  if (length >= limit) return NULL;
  *error = -ENOMEM;
  char *copy = ffc_heap_get(ctx, length + 1);
  if (!copy) return NULL;
  for (ucell i = 0; i < length; i++) {
    copy[i] = text[i];
    if (text[i] != 0) continue;
    ffc_heap_put(ctx, copy);
    *error = -EINVAL;
    return NULL;
  }
  copy[length] = 0;
  return copy;
}

static cell ior_of(long result) { return result < 0 ? ffc_ior(result) : 0; }

cell ffc_delete_file(struct ffc_context *ctx, const char *path, ucell length) {
  FFC_ENTER(ctx);
  long result;
  char *name = ffc_c_string(ctx, path, length, FFC_PATH_LIMIT, &result);
  if (!name) return ffc_ior(result);
  result = ffc_unlink(name);
  ffc_heap_put(ctx, name);
  return ior_of(result);
}

cell ffc_rename_file(struct ffc_context *ctx, const char *from, ucell from_length, const char *to, ucell to_length) {
  FFC_ENTER(ctx);
  long result;
  ffc_probe_read(to, to_length); /* before there is something to be given back */
  char *old = ffc_c_string(ctx, from, from_length, FFC_PATH_LIMIT, &result);
  if (!old) return ffc_ior(result);
  char *fresh = ffc_c_string(ctx, to, to_length, FFC_PATH_LIMIT, &result);
  if (fresh) {
    result = ffc_rename(old, fresh);
    ffc_heap_put(ctx, fresh);
  }
  ffc_heap_put(ctx, old);
  return ior_of(result);
}

/* How the program could open the file, of R/W, R/O, W/O the first that goes, or 1; and whether it is there. */
struct two ffc_file_status(struct ffc_context *ctx, const char *path, ucell length) {
  FFC_ENTER(ctx);
  static const uint8_t modes[] = {R_OK | W_OK, R_OK, W_OK}, fams[] = {2, 0, 4, 1};
  long result;
  unsigned i = 0;
  char *name = ffc_c_string(ctx, path, length, FFC_PATH_LIMIT, &result);
  if (!name) return (struct two){0, ffc_ior(result)};
  result = ffc_access(name, F_OK);
  while (i < sizeof modes && ffc_access(name, modes[i]) < 0) i++;
  ffc_heap_put(ctx, name);
  return (struct two){result < 0 ? 0 : fams[i], ior_of(result)};
}

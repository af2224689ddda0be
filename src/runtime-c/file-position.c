/* Positions and sizes of files. */
#include "files.h"

/* What was read ahead from something without positions, a pipe, stays. */
long ffc_file_settle(struct ffc_file *file) {
  if (file->writing) return ffc_file_flush(file);
  long result = file->next == file->end ? 0 : ffc_seek(file->fd, (int64_t)file->next - file->end, SEEK_CUR);
  if (result < 0) return result;
  file->next = file->end = 0;
  return 0;
}

static struct two answer(struct ffc_file *file, long result) {
  if (!file) return (struct two){0, ffc_ior(-EBADF)};
  ffc_unlock(&file->lock);
  return result < 0 ? (struct two){0, ffc_ior(result)} : (struct two){result, 0};
}

/* A descriptor of the standard ones is a file as others are, but for its buffer. */
static struct ffc_file *locked(struct ffc_context *ctx, cell id, struct ffc_file *standard) {
  if (id != FFC_STDOUT && id != FFC_STDERR) return ffc_file_lock(id);
  if (id == FFC_STDOUT) ffc_flush_output(ctx);
  *standard = (struct ffc_file){.lock = {1}, .fd = (int)id, .open = true};
  return standard;
}

struct two ffc_file_position(struct ffc_context *ctx, cell id) {
  FFC_ENTER(ctx);
  struct ffc_file standard, *file = locked(ctx, id, &standard);
  long result = file ? ffc_seek(file->fd, 0, SEEK_CUR) : 0;
  if (file && result >= 0) result += file->writing ? file->end : (int64_t)file->next - file->end;
  return answer(file, result);
}

cell ffc_reposition_file(struct ffc_context *ctx, cell low, cell high, cell id) {
  FFC_ENTER(ctx);
  struct ffc_file standard, *file = locked(ctx, id, &standard);
  long result = low < 0 || high != 0 ? -EINVAL : 0;
  if (file && result == 0 && file->writing) result = ffc_file_flush(file);
  if (file && result == 0) result = ffc_seek(file->fd, low, SEEK_SET);
  if (file && result >= 0) {
    file->next = file->end = 0;
    file->at_end = false;
  }
  return answer(file, result).b;
}

struct two ffc_file_size(struct ffc_context *ctx, cell id) {
  FFC_ENTER(ctx);
  struct ffc_file standard, *file = locked(ctx, id, &standard);
  long result = file && file->writing ? ffc_file_flush(file) : 0;
  if (file && result == 0) result = ffc_size_of(file->fd);
  return answer(file, result);
}

cell ffc_resize_file(struct ffc_context *ctx, cell low, cell high, cell id) {
  FFC_ENTER(ctx);
  struct ffc_file standard, *file = locked(ctx, id, &standard);
  long result = low < 0 || high != 0 ? -EINVAL : 0;
  if (file && result == 0) result = ffc_file_settle(file);
  if (file && result == 0) result = ffc_truncate(file->fd, low);
  return answer(file, result).b;
}

/*
 * Lines of several threads do not mix: what a thread prints is kept with it until the line ends, or the thread hands
 * something to another one, waits, or ends. So whoever hears of it, hears of it after it was printed. All of it is done
 * under the lock of output.c, and begins with the first thread: a program without threads does not link this.
 */
#include "ffc.h"

bool ffc_keeps_lines;
static struct ffc_context *first; /* of those with the beginning of a line, in the order they began */

/* Where a thread is linked; with NULL the end of the list. */
static struct ffc_context **link_to(const struct ffc_context *ctx) {
  struct ffc_context **link = &first;
  while (*link != ctx) link = &(*link)->next_line;
  return link;
}

static void commit(struct ffc_context *ctx) {
  if (ctx->line_used == 0) return;
  ffc_output_add(ctx->line, ctx->line_used);
  __atomic_store_n(&ctx->line_used, 0, __ATOMIC_RELAXED);
  *link_to(ctx) = ctx->next_line;
}

void ffc_lines_commit(void) {
  while (first) commit(first);
}

/* What does not fit goes out by and by: lines longer than that may be torn. */
bool ffc_line_put(struct ffc_context *ctx, const char *text, ucell length) {
  if (!ffc_keeps_lines) return false;
  if (length == 0) return true;
  if (text[length - 1] == '\n' || length > sizeof ctx->line - ctx->line_used) {
    commit(ctx);
    return false;
  }
  if (ctx->line_used == 0) {
    *link_to(NULL) = ctx;
    ctx->next_line = NULL;
  }
  ffc_copy(ctx->line + ctx->line_used, text, length);
  __atomic_store_n(&ctx->line_used, ctx->line_used + (uint32_t)length, __ATOMIC_RELAXED);
  return true;
}

void ffc_line_hand_over(struct ffc_context *ctx) {
  ffc_output_lock(ctx);
  commit(ctx);
  ffc_output_unlock();
}

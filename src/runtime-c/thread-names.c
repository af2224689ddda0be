/* Names of threads, in reports. This takes the place of a function of report.c, which it follows in the archive. */
#include "ffc.h"

void ffc_text_thread(struct ffc_text *text, const struct ffc_context *ctx) {
  ffc_text_thread_plain(text, ctx);
  if (!ctx->name_length) return;
  text->used -= 2;
  ffc_text_string(text, " (");
  ffc_text_add(text, ctx->name, ctx->name_length);
  ffc_text_string(text, "): ");
}

void ffc_set_thread_name(struct ffc_context *ctx, const char *name, ucell length) {
  FFC_ENTER(ctx);
  if (length > sizeof ctx->name) length = sizeof ctx->name;
  ffc_move(ctx, name, ctx->name, length);
  ctx->name_length = (uint8_t)length;
}

struct two ffc_thread_name(struct ffc_context *ctx) {
  FFC_ENTER(ctx);
  return (struct two){(cell)ctx->name, ctx->name_length};
}

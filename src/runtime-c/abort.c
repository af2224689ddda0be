/* abort": throws -2, having noted the text for when nobody catches it. */
#include "ffc.h"

void ffc_abort_message(struct ffc_context *ctx, const char *text, ucell length) {
  FFC_ENTER(ctx);
  ffc_probe_read(text, length);
  ctx->abort_text = text;
  ctx->abort_length = length;
  ffc_raise(ctx, -2);
}

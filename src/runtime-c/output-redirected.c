/*
 * Output of a thread to a file instead of standard output (OUTFILE-EXECUTE). This takes the place of a function of
 * output.c: in the archive it follows that, where the linker looks for the function first.
 */
#include "ffc.h"

/* Like output to a terminal, this has nobody to give an ior to. */
void ffc_output_put(struct ffc_context *ctx, const char *text, ucell length) {
  if (ctx->output_to == 0)
    ffc_output_plain(ctx, text, length);
  else
    ffc_file_put(ctx, text, length, ctx->output_to ^ 1);
}

/* Address of the cell that says where to. */
cell ffc_output_file(struct ffc_context *ctx) {
  FFC_ENTER(ctx);
  return (cell)&ctx->output_to;
}

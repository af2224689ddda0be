/* Output by file descriptor: 1 is buffered, anything else goes straight out. */
#include "ffc.h"

void ffc_type_to(struct ffc_context *ctx, const char *text, ucell length, cell fd) {
  FFC_ENTER(ctx);
  ffc_probe_read(text, length);
  if (fd == 1)
    ffc_output_put(ctx, text, length);
  else
    ffc_write_all((int)fd, text, length);
}

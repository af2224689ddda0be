/*
 * The stacks of a thread, in one piece of memory, low address first:
 *
 *   guard | data stack | guard | float stack | guard | machine stack | block with the signal stack
 *
 * All grow down. A guard belongs half to the stack that ends below it, whose underflow it catches, and
 * half to the one above it, whose overflow it catches (faults.c tells them apart by that).
 */
#include "ffc.h"

size_t ffc_stacks_size(const struct ffc_sizes *sizes) {
  return sizes->data + sizes->floats + sizes->machine + 2 * FFC_GUARD;
}

bool ffc_stacks_make(struct ffc_context *ctx, uintptr_t low, const struct ffc_sizes *sizes) {
  uintptr_t *limits = ctx->limits;
  limits[FFC_DATA_LOW] = low;
  limits[FFC_DATA_TOP] = low += sizes->data;
  limits[FFC_FLOAT_LOW] = low += FFC_GUARD;
  limits[FFC_FLOAT_TOP] = low += sizes->floats;
  limits[FFC_MACHINE_LOW] = low + FFC_GUARD;
  return ffc_guard(limits[FFC_DATA_LOW] - FFC_GUARD) && ffc_guard(limits[FFC_DATA_TOP]) && ffc_guard(low);
}

void ffc_stacks_init(struct ffc_context *ctx, uintptr_t block) {
  ctx->machine_top = block;
  ffc_signal_block(ctx, block);
  ffc_stacks_reset(ctx);
}

void ffc_stacks_reset(struct ffc_context *ctx) {
  ffc_set(ctx, 0, offsetof(struct ffc_context, line_used));
  ffc_set(ctx->hold, 0, sizeof *ctx - offsetof(struct ffc_context, hold));
  ctx->stack_base = (char *)ctx->limits[FFC_DATA_TOP];
  ctx->float_pointer = (char *)ctx->limits[FFC_FLOAT_TOP];
  ctx->base = 10;
  ctx->hld = ctx->hold + sizeof ctx->hold;
}

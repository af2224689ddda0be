/*
 * The stacks of a thread, in one piece of memory, low address first:
 *
 *   guard | data stack | guard | float stack | guard | machine stack | block with the signal stack
 *
 * All grow down. A guard belongs half to the stack that ends below it, whose underflow it catches, and
 * half to the one above it, whose overflow it catches (faults.c tells them apart by that). The lowest
 * guard is made by whoever makes the memory.
 */
#include "ffc.h"

size_t ffc_stacks_size(const struct ffc_sizes *sizes) {
  return sizes->data + sizes->floats + sizes->machine + 2 * FFC_GUARD;
}

bool ffc_stacks_guard(uintptr_t low, const struct ffc_sizes *sizes) {
  uintptr_t data_top = low + sizes->data, float_top = data_top + FFC_GUARD + sizes->floats;
  return ffc_guard(data_top, data_top + FFC_GUARD) && ffc_guard(float_top, float_top + FFC_GUARD);
}

void ffc_stacks_init(struct ffc_context *ctx, uintptr_t low, uintptr_t block, const struct ffc_sizes *sizes) {
  ctx->data_low = low;
  ctx->data_top = ctx->data_low + sizes->data;
  ctx->float_low = ctx->data_top + FFC_GUARD;
  ctx->float_top = ctx->float_low + sizes->floats;
  ctx->machine_low = ctx->float_top + FFC_GUARD;
  ctx->machine_top = block;

  ctx->stack_base = (char *)ctx->data_top;
  ctx->float_pointer = (char *)ctx->float_top;
  ctx->base = 10;
  ctx->hld = ctx->hold + sizeof ctx->hold;
  ffc_signal_block(ctx, block);
}

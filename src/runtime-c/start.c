/*
 * From the first instruction of the process to compiled code, and out again.
 *
 * The main thread gets a machine stack of its own rather than the one the system gave it: its size
 * does not depend on `ulimit`, and its guard is where the fault handler expects it.
 */
#include "ffc.h"

FFC_WEAK const struct ffc_sizes ffc_main_sizes = {0x100000, 0x10000, 0x800000};

struct ffc_context ffc_main_context;

extern char ffc_program[]; /* a function, but not with C's calling convention */

void ffc_main(void) {
  struct ffc_context *ctx = &ffc_main_context;
  const struct ffc_sizes *sizes = &ffc_main_sizes;
  size_t below = FFC_GUARD + ffc_stacks_size(sizes);
  uintptr_t low = (uintptr_t)ffc_map(below + 2 * FFC_SIGNAL_BLOCK);
  uintptr_t block = (low + below + FFC_SIGNAL_BLOCK - 1) & -(uintptr_t)FFC_SIGNAL_BLOCK;

  if (!low || !ffc_stacks_make(ctx, low + FFC_GUARD, sizes)) {
    static const char text[] = "no memory for the stacks\n";
    ffc_write_all(2, text, sizeof text - 1);
    ffc_exit_now(1);
  }
  ffc_stacks_init(ctx, block);
  ffc_faults_install();
  ffc_enter_at(ctx, ffc_program, ctx->stack_base, ctx->machine_top);
  ffc_exit(ctx, 0);
}

void ffc_exit(struct ffc_context *ctx, int status) {
  ffc_flush_output(ctx);
  ffc_exit_now(status);
}

void ffc_bye(struct ffc_context *ctx, cell status) {
  FFC_ENTER(ctx);
  ffc_exit(ctx, (int)status);
}

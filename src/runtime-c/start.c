/*
 * From the first instruction of the process to compiled code, and out again.
 *
 * The main thread gets a machine stack of its own rather than the one the system gave it: its size
 * does not depend on `ulimit`, and its guard is where the fault handler expects it.
 */
#include "ffc.h"

/* ld --defsym may set these (in bytes, multiples of the page size) for the main thread. */
extern char ffc_main_data_size[] FFC_WEAK, ffc_main_float_size[] FFC_WEAK, ffc_main_machine_size[] FFC_WEAK;

struct ffc_context ffc_main_context;
uintptr_t *ffc_initial_stack;

extern char ffc_program[]; /* a function, but not with C's calling convention */

static size_t or_default(const char *symbol, size_t size) { return symbol ? (size_t)symbol : size; }

void ffc_start(uintptr_t *stack) {
  ffc_initial_stack = stack;
  if (ffc_start_threaded) ffc_start_threaded(stack);
  ffc_main();
}

void ffc_main(void) {
  struct ffc_context *ctx = &ffc_main_context;
  struct ffc_sizes sizes = {
      or_default(ffc_main_data_size, 0x100000),
      or_default(ffc_main_float_size, 0x10000),
      or_default(ffc_main_machine_size, 0x800000),
  };
  size_t below = FFC_GUARD + ffc_stacks_size(&sizes);
  uintptr_t low = (uintptr_t)ffc_map(below + 2 * FFC_SIGNAL_BLOCK);
  uintptr_t block = (low + below + FFC_SIGNAL_BLOCK - 1) & -(uintptr_t)FFC_SIGNAL_BLOCK;

  if (!low || !ffc_guard(low, low + FFC_GUARD) || !ffc_stacks_guard(low + FFC_GUARD, &sizes)) {
    static const char text[] = "no memory for the stacks\n";
    ffc_write_all(2, text, sizeof text - 1);
    ffc_exit_now(1);
  }
  ffc_stacks_init(ctx, low + FFC_GUARD, block, &sizes);
  ffc_faults_install();
  ffc_enter_at(ctx, ffc_program, ctx->stack_base, ctx->machine_top);
  ffc_exit(ctx, 0);
}

void ffc_exit(struct ffc_context *ctx, int status) {
  if (ffc_flush_output) ffc_flush_output(ctx);
  ffc_exit_now(status);
}

void ffc_bye(struct ffc_context *ctx, cell status) {
  FFC_ENTER(ctx);
  ffc_exit(ctx, (int)status);
}

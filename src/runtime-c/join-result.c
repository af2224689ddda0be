/*
 * JOIN-RESULT. A program that has it keeps what threads leave on their stacks, until they are joined; in others, which do
 * not link this, nobody could ask. This takes the place of functions of threads.c.
 */
#include "threads.h"

/* At the end of a thread that did not throw. */
static void keep(struct ffc_context *ctx, const cell *sp) {
  const cell *base = (const cell *)ctx->stack_base;
  struct ffc_thread *thread = ctx->thread;
  if (sp >= base) return;
  ucell count = (ucell)(base - sp);
  struct ffc_results *results = ffc_heap_get(ctx, sizeof *results + count * sizeof(cell));
  if (!results) {
    thread->code = FFC_ALLOCATE;
    return;
  }
  results->count = count;
  ffc_copy(results->cells, sp, count * sizeof(cell));
  thread->results = results;
}

void ffc_run_task(struct ffc_context *ctx, const void *entry, void *sp, uintptr_t machine_stack) {
  cell *top = (cell *)sp - 2;
  top[0] = (cell)entry;
  top[1] = (cell)keep;
  ffc_enter_at(ctx, (const void *)ffc_enter_then, top, machine_stack);
}

void ffc_forget_thread(struct ffc_context *ctx, struct ffc_thread *thread) {
  if (thread->code == 0 && thread->results) ffc_heap_put(ctx, thread->results);
  ffc_heap_put(ctx, thread);
}

/* Leaves the results above `sp`, and gives their number and what the thread threw. */
struct two ffc_join_result(struct ffc_context *ctx, cell *sp, cell id) {
  FFC_ENTER(ctx);
  struct ffc_thread *thread = ffc_wait_for_end(ctx, id);
  cell code = thread->code;
  ucell count = 0;
  if (code == -2) {
    ctx->abort_text = thread->abort_text;
    ctx->abort_length = thread->abort_length;
  }
  if (code == 0 && thread->results) count = thread->results->count;
  bool has_room = count <= ((uintptr_t)sp - ctx->limits[FFC_DATA_LOW]) / sizeof(cell);
  if (count != 0 && has_room) ffc_copy(sp - count, thread->results->cells, count * sizeof(cell));
  ffc_forget_thread(ctx, thread);
  if (!has_room) ffc_raise(ctx, FFC_STACK_OVERFLOW);
  return (struct two){(cell)count, code};
}

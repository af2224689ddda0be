/*
 * Signals that the program wants to know of: a handler notes them, a thread of the program waits for them. Like one that
 * waits for input, that thread counts as running.
 */
#include "ffc.h"

struct ffc_watch {
  int pending; /* a bit for each signal */
};

static struct ffc_watch *watch_of[32];

static void note(int signal, void *info, void *context) {
  (void)info, (void)context;
  struct ffc_watch *watch = watch_of[signal];
  __atomic_fetch_or(&watch->pending, 1u << signal, __ATOMIC_SEQ_CST);
  ffc_word_wake_from_handler(&watch->pending);
}

/* A bit for each of the signals. */
cell ffc_watch_signals(struct ffc_context *ctx, ucell signals) {
  FFC_ENTER(ctx);
  struct ffc_watch *watch = ffc_heap_get(ctx, sizeof *watch);
  if (!watch) ffc_raise(ctx, FFC_ALLOCATE);
  watch->pending = 0;
  for (int signal = 1; signal < 32; signal++)
    if (signals >> signal & 1) {
      __atomic_store_n(&watch_of[signal], watch, __ATOMIC_SEQ_CST);
      ffc_on_signal(signal, note, false);
    }
  return (cell)watch;
}

cell ffc_next_signal(struct ffc_context *ctx, struct ffc_watch *watch) {
  FFC_ENTER(ctx);
  for (;;) {
    unsigned seen = (unsigned)__atomic_load_n(&watch->pending, __ATOMIC_SEQ_CST);
    if (seen) {
      int signal = __builtin_ctz(seen);
      __atomic_fetch_and(&watch->pending, ~(1u << signal), __ATOMIC_SEQ_CST);
      return signal;
    }
    ffc_word_wait(&watch->pending, 0);
  }
}

/* Ends the program again, with what it has printed so far. */
void ffc_default_action(struct ffc_context *ctx, cell signal) {
  FFC_ENTER(ctx);
  if (signal < 1 || signal > 31) ffc_raise(ctx, FFC_BAD_NUMBER);
  ffc_on_signal((int)signal, ffc_output_signal, false);
}

/*
 * In place of what a program does without. The linker takes the first member of the archive that defines what it looks
 * for, which this is; what is weak here gives way once another member with the same name is linked for another reason.
 */
#include "../ffc.h"

#define ABSENT __attribute__((weak))

ABSENT void ffc_flush_output(struct ffc_context *ctx) { (void)ctx; }

ABSENT bool ffc_line_put(struct ffc_context *ctx, const char *text, ucell length) {
  (void)ctx, (void)text, (void)length;
  return false;
}
ABSENT void ffc_lines_commit(void) {}
ABSENT void ffc_line_hand_over(struct ffc_context *ctx) { (void)ctx; }

ABSENT void ffc_output_signal(int signal, void *info, void *context) {
  (void)info, (void)context;
  ffc_die_by(signal);
}

ABSENT void ffc_terminal_by_lines(void) {}

ABSENT void ffc_cons_drain(struct ffc_context *ctx) { (void)ctx; }

/* Not reached: without threads.c there are no other threads. */
ABSENT void ffc_thread_uncaught(struct ffc_context *ctx, cell code) {
  (void)code;
  ffc_exit(ctx, 1);
}

ABSENT struct ffc_context *ffc_next_thread(cell after) {
  (void)after;
  return NULL;
}

ABSENT FFC_TABLE const char ffc_own_messages[] = FFC_TASK_MESSAGES FFC_SYNC_MESSAGES;

/*
 * In place of what a program does without: functions that do nothing, so that those who call them need not ask whether
 * they are there. What is weak here gives way once another member with the same name is linked for another reason. So this
 * has to be the first that is linked: it is the first of the archive, and linkers that go through it from front to back
 * are told to begin with a function that every program has (`-u` in sources.json).
 */
#include "ffc.h"

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

/* Where there are no other threads everything is free, and nothing ends but the program. */
ABSENT void ffc_lock_slowly(struct ffc_lock *lock) { (void)lock; }
ABSENT void ffc_lock_wake(struct ffc_lock *lock) { (void)lock; }
ABSENT void ffc_thread_uncaught(struct ffc_context *ctx, cell code) { (void)ctx, (void)code; }
ABSENT struct ffc_context *ffc_next_thread(cell after) {
  (void)after;
  return NULL;
}

/* Without words that give up after some time nobody has a limit of it. */
ABSENT bool ffc_park_until(struct ffc_context *ctx, int64_t deadline_us) {
  (void)ctx, (void)deadline_us;
  return true;
}
ABSENT bool ffc_channel_give_up(struct ffc_channel *chan, struct ffc_waiter *waiter, const char *what) {
  (void)chan, (void)waiter, (void)what;
  return true;
}

#if defined(__linux__)
ABSENT void ffc_start_threaded(uintptr_t *stack) { (void)stack; }
#else
ABSENT FFC_TABLE const char ffc_own_messages[] = FFC_TASK_MESSAGES FFC_SYNC_MESSAGES;
#endif

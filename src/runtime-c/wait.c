/*
 * Waiting for other threads, and finding out that it is in vain.
 *
 * `running` counts the threads that are not waiting for another thread. Only a running thread can wake
 * one, and it counts the woken thread as running before it goes on to wait itself; a thread stops
 * counting only after it can be found by whoever is to wake it. So the count is 0 exactly when all
 * threads wait and none can ever be woken: a deadlock, found by the thread that came last. Nobody else
 * runs then, so that thread may look at the others without locks.
 */
#include "ffc.h"

/* Here, because both threads and channels wait. */
#if FFC_HAS_WEAK_REFERENCES
const char ffc_own_messages[] = FFC_TASK_MESSAGES;
#endif

static int64_t running = 1;

static void report_one(const struct ffc_context *ctx) {
  struct ffc_text text = {0};
  ffc_text_string(&text, "thread ");
  ffc_text_number(&text, (cell)ctx->id);
  ffc_text_add(&text, ": ", 2);
  ffc_text_position(&text, ctx->where);
  ffc_text_string(&text, ctx->waits_for);
  if (ctx->waits_on < 4096)
    ffc_text_number(&text, (cell)ctx->waits_on);
  else
    ffc_text_hex(&text, ctx->waits_on);
  ffc_text_add(&text, "\n", 1);
  ffc_text_write(&text);
}

static void deadlock(struct ffc_context *found_by) {
  static const char title[] = "deadlock\n";
  if (ffc_flush_output) ffc_flush_output(found_by);
  ffc_write_all(2, title, sizeof title - 1);
  const struct ffc_context *ctx = &ffc_main_context;
  do report_one(ctx);
  while (ffc_next_thread && (ctx = ffc_next_thread((cell)ctx->id)) != NULL);
  ffc_exit_now(2);
}

void ffc_running_more(void) { __atomic_fetch_add(&running, 1, __ATOMIC_SEQ_CST); }

void ffc_running_less(struct ffc_context *ctx) {
  if (__atomic_fetch_sub(&running, 1, __ATOMIC_SEQ_CST) == 1) deadlock(ctx);
}

/* The caller can be found by whoever is to wake it, under `held`, which is let go. */
void ffc_wait(struct ffc_context *ctx, const char *what, ucell object, struct ffc_lock *held) {
  ctx->waits_for = what;
  ctx->waits_on = object;
  ffc_running_less(ctx);
  ffc_unlock(held);
  ffc_park(&ctx->park);
}

/* A thread that waits until some time counts as running: it will go on by itself. If it has to give up,
   `withdraw` takes it out of where it can be found; if somebody has found it by then, the wake-up is on
   its way. */
bool ffc_wait_until(struct ffc_context *ctx, int64_t deadline_us, struct ffc_lock *held, bool (*withdraw)(void *),
                    void *waiter) {
  ctx->wait_is_timed = true;
  ffc_unlock(held);
  bool woken = ffc_park_until(&ctx->park, deadline_us);
  if (!woken) {
    ffc_lock(held);
    bool withdrawn = withdraw(waiter);
    ffc_unlock(held);
    if (!withdrawn) {
      ffc_park(&ctx->park);
      woken = true;
    }
  }
  ctx->wait_is_timed = false;
  return woken;
}

void ffc_wake(struct ffc_context *ctx) {
  if (!ctx->wait_is_timed) ffc_running_more();
  ffc_unpark(&ctx->park);
}

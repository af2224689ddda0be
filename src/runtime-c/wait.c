/*
 * Waiting for other threads, and finding out that it is in vain.
 *
 * Those threads are counted that are not waiting for another thread. Only a running thread can wake
 * one, and it counts the woken thread as running before it goes on to wait itself; a thread stops
 * counting only after it can be found by whoever is to wake it. So the count is 0 exactly when all
 * threads wait and none can ever be woken: a deadlock, found by the thread that came last. Nobody else
 * runs then, so that thread may look at the others without locks.
 */
#include "ffc.h"

/* Here, because both threads and channels wait. */
#if FFC_HAS_WEAK_REFERENCES
FFC_TABLE const char ffc_own_messages[] = FFC_TASK_MESSAGES;
#endif

/* Those that run, but for one: what begins as 0 takes no room. */
static int64_t running_others;

/* A name that begins with it is that of a cell that holds an address. */
#define HELD 1

void ffc_text_object_plain(struct ffc_text *text, ucell object) {
  if (object < 4096) {
    ffc_text_number(text, (cell)object);
    return;
  }
  const char *row = ffc_shared;
  for (;;) {
    int32_t distance;
    __builtin_memcpy(&distance, row, sizeof distance);
    if (distance == 0) break;
    const char *name = row + sizeof distance;
    ucell address = (uintptr_t)row + (uintptr_t)(intptr_t)distance;
    if (*name == HELD) {
      address = *(const ucell *)address;
      name++;
    }
    if (address == object && *name) {
      ffc_text_string(text, name);
      return;
    }
    for (row = name; *row++;) continue;
  }
  ffc_text_hex(text, object);
}

FFC_WEAK_ALIAS(ffc_text_object, ffc_text_object_plain, (struct ffc_text *text, ucell object), (text, object))

static void report_one(const struct ffc_context *ctx) {
  struct ffc_text text;
  text.used = 0;
  ffc_text_thread(&text, ctx);
  ffc_text_position(&text, ctx->where);
  const char *what = __atomic_load_n(&ctx->waits_for, __ATOMIC_ACQUIRE);
  ffc_text_string(&text, what ? what : "running");
  if (what) ffc_text_object(&text, ctx->waits_on);
  ffc_text_string(&text, "\n");
  ffc_text_write(&text);
}

void ffc_report_threads(bool all) {
  const struct ffc_context *ctx = &ffc_main_context;
  do report_one(ctx);
  while (all && (ctx = ffc_next_thread((cell)ctx->id)) != NULL);
}

static void deadlock(struct ffc_context *found_by) {
  static const char title[] = "deadlock\n";
  ffc_flush_output(found_by);
  ffc_write_all(2, title, sizeof title - 1);
  ffc_report_threads(true);
  ffc_exit_now(2);
}

void ffc_running_more(void) { __atomic_fetch_add(&running_others, 1, __ATOMIC_SEQ_CST); }

void ffc_running_less(struct ffc_context *ctx) {
  if (__atomic_fetch_sub(&running_others, 1, __ATOMIC_SEQ_CST) == 0) deadlock(ctx);
}

/* Parking: a thread waits until somebody hands it a wake-up; one that is handed over before is not lost. */

static bool is_woken(const void *word) { return __atomic_load_n((const int *)word, __ATOMIC_RELAXED) != FFC_NOTHING; }

static void park(struct ffc_context *ctx) {
  int *word = &ctx->park, seen = FFC_NOTHING;
  if (__atomic_compare_exchange_n(word, &seen, FFC_ASLEEP, false, __ATOMIC_ACQUIRE, __ATOMIC_ACQUIRE)) {
    ffc_running_less(ctx); /* who wakes it from now on counts it as running again, be it before this */
    while (__atomic_load_n(word, __ATOMIC_ACQUIRE) == FFC_ASLEEP) ffc_word_wait(word, FFC_ASLEEP);
  }
  __atomic_store_n(word, FFC_NOTHING, __ATOMIC_RELAXED);
}

bool ffc_wait(struct ffc_context *ctx, const char *what, ucell object, int64_t deadline_us, bool looks) {
  bool woken = true;
  ctx->waits_on = object;
  __atomic_store_n(&ctx->waits_for, what, __ATOMIC_RELEASE); /* a signal may ask for it */
  if (looks) ffc_look(is_woken, &ctx->park, 1);
  if (deadline_us == FFC_FOREVER)
    park(ctx);
  else
    woken = ffc_park_until(ctx, deadline_us);
  __atomic_store_n(&ctx->waits_for, NULL, __ATOMIC_RELAXED);
  return woken;
}

/* The thread may go on, and end, as soon as the word says so. One that sleeps with a limit of time may give up until
   then, and sleep once more, without one. */
void ffc_unpark(struct ffc_context *ctx) {
  int *word = &ctx->park, seen = FFC_NOTHING;
  while (!__atomic_compare_exchange_n(word, &seen, FFC_WAKE_UP, false, __ATOMIC_RELEASE, __ATOMIC_RELAXED)) {
    if (seen != FFC_ASLEEP) continue;
    ffc_running_more(); /* before it can sleep again */
    __atomic_store_n(word, FFC_WAKE_UP, __ATOMIC_RELEASE);
    break;
  }
  if (seen != FFC_NOTHING) ffc_word_wake(word);
}

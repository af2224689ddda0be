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
  ffc_text_add(&text, "\n", 1);
  ffc_text_write(&text);
}

void ffc_report_threads(bool all) {
  const struct ffc_context *ctx = &ffc_main_context;
  do report_one(ctx);
  while (all && ffc_next_thread && (ctx = ffc_next_thread((cell)ctx->id)) != NULL);
}

static void deadlock(struct ffc_context *found_by) {
  static const char title[] = "deadlock\n";
  if (ffc_flush_output) ffc_flush_output(found_by);
  ffc_write_all(2, title, sizeof title - 1);
  ffc_report_threads(true);
  ffc_exit_now(2);
}

void ffc_running_more(void) { __atomic_fetch_add(&running, 1, __ATOMIC_SEQ_CST); }

void ffc_running_less(struct ffc_context *ctx) {
  if (__atomic_fetch_sub(&running, 1, __ATOMIC_SEQ_CST) == 1) deadlock(ctx);
}

/* Parking: a thread waits until somebody hands it a wake-up; one that is handed over before is not lost. Its word: */
enum {
  NOTHING = 0,
  WAKE_UP = 1,
  ASLEEP = -1,
  ASLEEP_TIMED = -2 /* counts as running: it will go on by itself */
};

static bool is_woken(const void *word) { return __atomic_load_n((const int *)word, __ATOMIC_RELAXED) != NOTHING; }

/* False if the time came first; then no wake-up was taken. */
static bool park(struct ffc_context *ctx, int64_t deadline_us, bool looks) {
  int *word = &ctx->park, seen = NOTHING;
  const int asleep = deadline_us == FFC_FOREVER ? ASLEEP : ASLEEP_TIMED;
  if (looks) ffc_look(is_woken, word, 1);
  if (__atomic_compare_exchange_n(word, &seen, asleep, false, __ATOMIC_ACQUIRE, __ATOMIC_ACQUIRE)) {
    /* Who wakes it from now on counts it as running again, be it before this. */
    if (asleep == ASLEEP) ffc_running_less(ctx);
    while (__atomic_load_n(word, __ATOMIC_ACQUIRE) == asleep) {
      if (asleep == ASLEEP) {
        ffc_word_wait(word, ASLEEP);
        continue;
      }
      int64_t left = deadline_us - ffc_clock_us(true);
      if (left > 0) {
        ffc_word_wait_us(word, ASLEEP_TIMED, left);
        continue;
      }
      seen = ASLEEP_TIMED;
      if (__atomic_compare_exchange_n(word, &seen, NOTHING, false, __ATOMIC_ACQUIRE, __ATOMIC_ACQUIRE)) return false;
    }
  }
  __atomic_store_n(word, NOTHING, __ATOMIC_RELAXED);
  return true;
}

int64_t ffc_deadline(cell ms) {
  const cell longest = (cell)1 << 50; /* 35 thousand years */
  return ffc_clock_us(true) + (ms < longest ? ms : longest) * 1000;
}

bool ffc_wait(struct ffc_context *ctx, const char *what, ucell object, int64_t deadline_us, bool looks) {
  ctx->waits_on = object;
  __atomic_store_n(&ctx->waits_for, what, __ATOMIC_RELEASE); /* a signal may ask for it */
  bool woken = park(ctx, deadline_us, looks);
  __atomic_store_n(&ctx->waits_for, NULL, __ATOMIC_RELAXED);
  return woken;
}

/* The thread may go on, and end, as soon as the word says so. One that sleeps with a limit of time may give up until
   then, and sleep once more, without one. */
void ffc_unpark(struct ffc_context *ctx) {
  int *word = &ctx->park, seen = NOTHING;
  while (!__atomic_compare_exchange_n(word, &seen, WAKE_UP, false, __ATOMIC_RELEASE, __ATOMIC_RELAXED)) {
    if (seen != ASLEEP) continue;
    ffc_running_more(); /* before it can sleep again */
    __atomic_store_n(word, WAKE_UP, __ATOMIC_RELEASE);
    break;
  }
  if (seen != NOTHING) ffc_word_wake(word);
}

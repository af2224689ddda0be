/*
 * Mutexes, semaphores and wait-groups.
 *
 * Each is a state, which one compare-and-swap changes as long as nobody waits, and a queue of those who do, under a
 * lock. The state tells whether there is a queue, so nobody has to look for one in vain: it is set before a thread
 * sleeps, and from then on the state changes under the lock only, or by whom the lock lets see the queue.
 */
#include "ffc.h"

#if FFC_HAS_WEAK_REFERENCES
/* Instead of the table in wait.c, which comes later in the archive. */
FFC_TABLE const char ffc_own_messages[] = FFC_TASK_MESSAGES FFC_SYNC_MESSAGES;
#endif

/* A thread in a queue; on its stack, until somebody has taken it off. */
struct sleeper {
  struct sleeper *next;
  struct ffc_context *ctx;
  uint32_t failures; /* how often somebody was faster after it was woken */
  bool done;         /* it has been given what it waits for */
};

struct ffc_sync {
  cell state;
  struct ffc_lock lock;
  bool coming; /* mutex: one who was woken is on the way to look */
  struct sleeper *first, *last;
  cell once; /* for DO-ONCE, which knows where it is: it has been done */
};
_Static_assert(sizeof(struct ffc_sync) == FFC_SYNC_SIZE, "known to compiled code");
_Static_assert(offsetof(struct ffc_sync, once) == 32, "known to lib/sync.fs");

#define PAUSES 4

/* ---- States: the first touch of what the program calls a mutex is here ---- */

static inline cell state_of(const struct ffc_sync *s) { return __atomic_load_n(&s->state, __ATOMIC_ACQUIRE); }
static inline bool change(struct ffc_sync *s, cell *seen, cell to) {
  return __atomic_compare_exchange_n(&s->state, seen, to, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
}
static inline void set_state(struct ffc_sync *s, cell to) { __atomic_store_n(&s->state, to, __ATOMIC_SEQ_CST); }

/* Around the end of numbers, as the program counts. */
static cell sum(cell a, cell b) { return (cell)((ucell)a + (ucell)b); }

/* What the state was: `to` is stored if that was `from`. */
FFC_PROBE static cell exchange(struct ffc_sync *s, cell from, cell to) {
  change(s, &from, to);
  return from;
}

/* Adds n, which is not 0, if neither the state nor the sum is below the limit; what the state was before. */
FFC_PROBE static cell add(struct ffc_sync *s, cell n, cell limit) {
  cell seen = state_of(s);
  while (seen >= limit && sum(seen, n) >= limit)
    if (change(s, &seen, sum(seen, n))) break;
  return seen;
}

/* ---- Queues, under the lock ---- */

static void enqueue(struct ffc_sync *s, struct sleeper *sleeper) {
  bool is_first = sleeper->failures != 0 || !s->first;
  sleeper->next = is_first ? s->first : NULL;
  if (!is_first) s->last->next = sleeper;
  if (!sleeper->next) s->last = sleeper;
  if (is_first) s->first = sleeper;
}

static struct sleeper *dequeue(struct ffc_sync *s) {
  struct sleeper *sleeper = s->first;
  s->first = sleeper->next;
  return sleeper;
}

/* A limit of time, or NULL. What giving up takes is found by it, so that only programs that may give up have it. */
struct limit {
  int64_t deadline;
  bool (*give_up)(struct ffc_sync *, struct sleeper *, cell queued, const char *what);
};

/* Lets the lock go, until the thread has been woken; false if the time came first. `queued` has been added to the state
   because there is a queue. */
static bool sleep_in(struct ffc_sync *s, struct sleeper *sleeper, cell queued, const char *what,
                     const struct limit *limit) {
  enqueue(s, sleeper);
  ffc_unlock(&s->lock);
  return ffc_wait(sleeper->ctx, what, (ucell)s, limit ? limit->deadline : FFC_FOREVER, true) ||
         limit->give_up(s, sleeper, queued, what);
}

/* Wherever it stands; false if it is in the queue no more. */
static bool take_out(struct ffc_sync *s, const struct sleeper *sleeper) {
  struct sleeper *before = NULL, *one = s->first;
  while (one && one != sleeper) before = one, one = one->next;
  if (!one) return false;
  *(before ? &before->next : &s->first) = one->next;
  if (s->last == one) s->last = before;
  return true;
}

/* True if the thread was woken after all. */
static bool give_up(struct ffc_sync *s, struct sleeper *sleeper, cell queued, const char *what) {
  ffc_lock(&s->lock);
  bool was_queued = take_out(s, sleeper);
  if (was_queued && !s->first) __atomic_fetch_sub(&s->state, queued, __ATOMIC_SEQ_CST);
  ffc_unlock(&s->lock);
  if (was_queued) return false;
  return ffc_wait(sleeper->ctx, what, (ucell)s, FFC_FOREVER, true); /* the wake-up is on its way */
}

static struct limit limit_of(cell ms) { return (struct limit){ffc_deadline(ms), give_up}; }

/* ---- Making them ---- */

cell ffc_semaphore(struct ffc_context *ctx, cell state) {
  FFC_ENTER(ctx);
  if (state < 0) ffc_raise(ctx, FFC_BAD_NUMBER);
  struct ffc_sync *s = ffc_heap_get(ctx, sizeof *s);
  if (!s) ffc_raise(ctx, FFC_ALLOCATE);
  ffc_set(s, 0, sizeof *s);
  s->state = state;
  return (cell)s;
}

/* They differ by name, so that a program that checks knows which it is. */
#if FFC_HAS_WEAK_REFERENCES
#define SAME(name) cell name(struct ffc_context *, cell state) __attribute__((alias("ffc_semaphore")));
#else
#define SAME(name) \
  cell name(struct ffc_context *ctx, cell state) { return ffc_semaphore(ctx, state); }
#endif
SAME(ffc_mutex)
SAME(ffc_wait_group)
SAME(ffc_once)

/* ---- Mutexes: 0, or twice the number of the thread that holds it, counted from 1; WAITED is added ---- */

#define WAITED 1
/* Who has been woken so often in vain gets the mutex handed over. */
#define FAILURES_LIMIT 8

static cell holder(const struct ffc_context *ctx) { return (cell)(ctx->id + 1) << 1; }
static cell waited(const struct ffc_sync *s) { return s->first ? WAITED : 0; }
static bool is_free(const void *s) { return (state_of(s) & ~WAITED) == 0; }

/* Until this thread holds it: true; false if the time came first. */
static __attribute__((noinline)) bool mutex_wait(struct ffc_context *ctx, struct ffc_sync *m, const struct limit *limit) {
  struct sleeper sleeper = {.ctx = ctx};
  ffc_look(is_free, m, PAUSES);
  ffc_lock(&m->lock);
  for (;;) {
    cell seen = state_of(m);
    while (!change(m, &seen, seen & ~WAITED ? seen | WAITED : holder(ctx) | waited(m))) continue;
    if (!(seen & ~WAITED)) break;
    if (!sleep_in(m, &sleeper, WAITED, "lock of mutex ", limit)) return false;
    if (sleeper.done) return true;
    sleeper.failures++;
    ffc_lock(&m->lock);
    m->coming = false;
  }
  ffc_unlock(&m->lock);
  return true;
}

/* One is woken, unless another is on its way already. It may find that a third was faster. */
static __attribute__((noinline)) void mutex_wake(struct ffc_sync *m) {
  struct sleeper *woken = NULL;
  struct ffc_context *ctx = NULL;
  cell next = 0;
  ffc_lock(&m->lock);
  if (!m->coming && m->first) {
    woken = dequeue(m);
    ctx = woken->ctx; /* once done it may be gone */
    if (woken->failures >= FAILURES_LIMIT) {
      next = holder(ctx);
      woken->done = true;
    } else {
      m->coming = true;
    }
  }
  set_state(m, next | waited(m));
  ffc_unlock(&m->lock);
  if (ctx) ffc_unpark(ctx);
}

void ffc_mutex_lock(struct ffc_context *ctx, struct ffc_sync *m) {
  FFC_ENTER_SHARED(ctx);
  cell seen = exchange(m, 0, holder(ctx));
  if (seen == 0) return;
  if ((seen & ~WAITED) == holder(ctx)) ffc_raise(ctx, FFC_MUTEX_HELD);
  mutex_wait(ctx, m, NULL);
}

cell ffc_mutex_lock_timeout(struct ffc_context *ctx, cell ms, struct ffc_sync *m) {
  FFC_ENTER_SHARED(ctx);
  cell seen = exchange(m, 0, holder(ctx));
  if (seen == 0) return -1;
  if ((seen & ~WAITED) == holder(ctx)) ffc_raise(ctx, FFC_MUTEX_HELD);
  if (ms <= 0) return 0;
  struct limit limit = limit_of(ms);
  return mutex_wait(ctx, m, &limit) ? -1 : 0;
}

cell ffc_mutex_try(struct ffc_context *ctx, struct ffc_sync *m) {
  FFC_ENTER(ctx);
  return exchange(m, 0, holder(ctx)) == 0 ? -1 : 0;
}

void ffc_mutex_unlock(struct ffc_context *ctx, struct ffc_sync *m) {
  FFC_ENTER_SHARED(ctx);
  cell seen = exchange(m, holder(ctx), 0);
  if (seen == holder(ctx)) return;
  if (seen != (holder(ctx) | WAITED)) ffc_raise(ctx, FFC_MUTEX_NOT_HELD);
  mutex_wake(m);
}

/* ---- Semaphores: how many are left, -1 if somebody waits; who releases then hands over ---- */

#define QUEUED (-1)

static bool has_some(const void *s) { return state_of(s) > 0; }

static __attribute__((noinline)) bool semaphore_wait(struct ffc_context *ctx, struct ffc_sync *s, const struct limit *limit) {
  struct sleeper sleeper = {.ctx = ctx};
  ffc_look(has_some, s, PAUSES);
  ffc_lock(&s->lock);
  for (cell seen;;) {
    if (add(s, -1, 0) > 0) break;
    seen = 0;
    if (!change(s, &seen, QUEUED) && seen > 0) continue;
    return sleep_in(s, &sleeper, QUEUED, "acquire of semaphore ", limit);
  }
  ffc_unlock(&s->lock);
  return true;
}

void ffc_semaphore_acquire(struct ffc_context *ctx, struct ffc_sync *s) {
  FFC_ENTER_SHARED(ctx);
  if (add(s, -1, 0) <= 0) semaphore_wait(ctx, s, NULL);
}

cell ffc_semaphore_acquire_timeout(struct ffc_context *ctx, cell ms, struct ffc_sync *s) {
  FFC_ENTER_SHARED(ctx);
  if (add(s, -1, 0) > 0) return -1;
  if (ms <= 0) return 0;
  struct limit limit = limit_of(ms);
  return semaphore_wait(ctx, s, &limit) ? -1 : 0;
}

cell ffc_semaphore_try(struct ffc_context *ctx, struct ffc_sync *s) {
  FFC_ENTER(ctx);
  return add(s, -1, 0) > 0 ? -1 : 0;
}

void ffc_semaphore_release(struct ffc_context *ctx, struct ffc_sync *s) {
  FFC_ENTER_SHARED(ctx);
  if (add(s, 1, 0) >= 0) return;
  struct ffc_context *woken = NULL;
  ffc_lock(&s->lock);
  if (s->first) {
    woken = dequeue(s)->ctx;
    if (!s->first) set_state(s, 0);
  } else {
    add(s, 1, 0);
  }
  ffc_unlock(&s->lock);
  if (woken) ffc_unpark(woken);
}

/* ---- Wait-groups: how many are to be done; if somebody waits for them, the smallest number and as many ---- */

#define SOMEBODY INT64_MIN

static bool is_done(const void *s) { return state_of(s) == 0; }

/* Counts on; those who wait are taken off once nothing is left. False if that would make less than nothing. */
static bool wait_group_add(struct ffc_sync *s, cell n, struct sleeper **woken) {
  cell seen;
  for (;;) {
    seen = add(s, n, 0);
    if (seen >= 0) return sum(seen, n) >= 0;
    ffc_lock(&s->lock);
    seen = state_of(s);
    if (seen < 0) break;
    ffc_unlock(&s->lock); /* they have been woken meanwhile */
  }
  cell left = sum(sum(seen, SOMEBODY), n);
  if (left > 0) {
    set_state(s, sum(left, SOMEBODY));
  } else if (left == 0) {
    *woken = s->first;
    s->first = NULL;
    set_state(s, 0);
  }
  ffc_unlock(&s->lock);
  return left >= 0;
}

static void wait_group_count(struct ffc_context *ctx, struct ffc_sync *s, cell n) {
  struct sleeper *woken = NULL;
  if (n != 0 && !wait_group_add(s, n, &woken)) ffc_raise(ctx, FFC_WAIT_GROUP_BELOW);
  for (struct sleeper *next; woken; woken = next) {
    next = woken->next;
    ffc_unpark(woken->ctx);
  }
}

void ffc_wait_group_add(struct ffc_context *ctx, cell n, struct ffc_sync *s) {
  FFC_ENTER_SHARED(ctx);
  wait_group_count(ctx, s, n);
}

/* Until nothing is left; false if the time came first. */
static bool wait_group_wait(struct ffc_context *ctx, struct ffc_sync *s, const struct limit *limit) {
  struct sleeper sleeper = {.ctx = ctx};
  if (exchange(s, 0, 0) != 0) {
    ffc_look(is_done, s, PAUSES);
    ffc_lock(&s->lock);
    cell seen = state_of(s);
    while (seen > 0)
      if (change(s, &seen, sum(seen, SOMEBODY))) break;
    if (seen != 0) return sleep_in(s, &sleeper, SOMEBODY, "wg-wait for wait-group ", limit);
    ffc_unlock(&s->lock);
  } else if (__atomic_load_n(&s->lock.word, __ATOMIC_ACQUIRE) != 0) {
    /* Whoever counted last still has the lock; this thread might free the memory that it is in. */
    ffc_lock(&s->lock);
    ffc_unlock(&s->lock);
  }
  return true;
}

void ffc_wait_group_wait(struct ffc_context *ctx, struct ffc_sync *s) {
  FFC_ENTER_SHARED(ctx);
  wait_group_wait(ctx, s, NULL);
}

cell ffc_wait_group_wait_timeout(struct ffc_context *ctx, cell ms, struct ffc_sync *s) {
  FFC_ENTER_SHARED(ctx);
  if (ms <= 0 && exchange(s, 0, 0) != 0) return 0;
  struct limit limit = limit_of(ms);
  return wait_group_wait(ctx, s, &limit) ? -1 : 0;
}

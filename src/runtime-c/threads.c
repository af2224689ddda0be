/*
 * SPAWN, JOIN, DETACH.
 *
 * A thread has a record in a table from its start until it is joined, or ends detached; that record is
 * all that remains of a finished thread. Its context lies on its own stack, in the block with the
 * signal stack. A thread that has ended may wait for the next task; nothing of the one before is left
 * then. What the platform does is to run it; waiting for its end is our own business (wait.c), so that a
 * join that nobody can satisfy is seen as a deadlock.
 */
#include "threads.h"

FFC_WEAK const struct ffc_sizes ffc_thread_sizes = {0x40000, 0x10000, 0x100000};

#define BUCKETS 1024

static struct {
  struct ffc_lock lock;
  ucell last_id;
  struct ffc_thread *buckets[BUCKETS];
} table;

/* Threads that have ended, and sleep until there is another task: waking one takes a fraction of the time that
   making one takes. Latest first. */
#define KEPT 16

static struct {
  struct ffc_lock lock;
  struct ffc_context *first;
  unsigned count;
} idle;

/* ---- The table; all under its lock ---- */

static struct ffc_thread **find(ucell id) {
  struct ffc_thread **link = &table.buckets[id % BUCKETS];
  while (*link && (*link)->id != id) link = &(*link)->next;
  return link;
}

static void add(struct ffc_thread *thread) {
  thread->id = ++table.last_id;
  struct ffc_thread **bucket = &table.buckets[thread->id % BUCKETS];
  thread->next = *bucket;
  *bucket = thread;
}

static void remove(struct ffc_thread *thread) {
  struct ffc_thread **link = find(thread->id);
  *link = thread->next;
}

/* Without the lock: for the report of a deadlock, when nobody else runs. */
struct ffc_context *ffc_next_thread(cell after) {
  while ((ucell)++after <= table.last_id) {
    const struct ffc_thread *thread = *find((ucell)after);
    if (thread && thread->ctx) return thread->ctx;
  }
  return NULL;
}

void ffc_for_each_thread(void (*see)(const struct ffc_context *, void *data), void *data) {
  ffc_lock(&table.lock);
  see(&ffc_main_context, data);
  for (unsigned i = 0; i < BUCKETS; i++)
    for (const struct ffc_thread *t = table.buckets[i]; t; t = t->next)
      if (t->ctx) see(t->ctx, data);
  ffc_unlock(&table.lock);
}

/* ---- In the new thread ---- */

/* Gives back what the thread that ended had, and says who waits for it, if anybody. */
static struct ffc_context *end(struct ffc_context *ctx) {
  struct ffc_thread *thread = ctx->thread;
  FFC_HAND_OVER(ctx);
  ffc_lock(&table.lock);
  struct ffc_context *joiner = thread->joiner;
  bool detached = thread->detached;
  thread->ctx = NULL;
  thread->done = true;
  if (detached) remove(thread);
  ffc_unlock(&table.lock);

  if (detached) ffc_forget_thread(ctx, thread);
  if (ctx->selection) ffc_heap_put(ctx, ctx->selection); /* a throw has left it behind */
  ffc_thread_drain(ctx);
  ffc_cons_drain(ctx);
  return joiner;
}

/* The next task, or NULL if the thread shall not wait for one. It can be found before it wakes who waits for its end:
   that one may well spawn the next at once. */
static struct ffc_thread *next_task(struct ffc_context *ctx, unsigned most) {
  struct ffc_context *joiner = end(ctx);
  ctx->task = NULL;
  ffc_lock(&idle.lock);
  bool is_kept = idle.count < most;
  if (is_kept) {
    idle.count++;
    ctx->next_idle = idle.first;
    idle.first = ctx;
  }
  ffc_unlock(&idle.lock);

  if (joiner) ffc_unpark(joiner);
  if (is_kept)
    ffc_wait(ctx, NULL, 0, FFC_FOREVER, true);
  else
    ffc_running_less(ctx);
  return ctx->task;
}

/* Has a thread that waits for a task do it; false if there is none. */
static bool hand_over(struct ffc_thread *thread) {
  ffc_lock(&idle.lock);
  struct ffc_context *ctx = idle.first;
  if (ctx) {
    idle.first = ctx->next_idle;
    idle.count--;
    ctx->task = thread;
  }
  ffc_unlock(&idle.lock);
  if (ctx) ffc_unpark(ctx);
  return ctx != NULL;
}

FFC_WEAK void ffc_run_task(struct ffc_context *ctx, const void *entry, void *sp, uintptr_t machine_stack) {
  ffc_enter_at(ctx, entry, sp, machine_stack);
}

FFC_WEAK void ffc_forget_thread(struct ffc_context *ctx, struct ffc_thread *thread) { ffc_heap_put(ctx, thread); }

/* The thread becomes the one that was asked for. */
static void adopt(struct ffc_context *ctx, struct ffc_thread *thread) {
  ctx->thread = thread;
  ctx->id = thread->id;
  thread->ctx = ctx; /* read by others only when this thread waits */
  thread->code = 0;
  thread->results = NULL;
}

void ffc_thread_body(struct ffc_thread *thread, uintptr_t block, uintptr_t stack) {
  struct ffc_context *ctx = (struct ffc_context *)(block + FFC_SIGNAL_CONTEXT);
  ffc_stacks_init(ctx, block);
  do {
    const void *entry = thread->xt->entry;
    cell *sp = (cell *)ctx->stack_base - thread->n;
    ffc_copy(sp, thread->inputs, thread->n * sizeof(cell));
    adopt(ctx, thread);
    ffc_run_task(ctx, entry, sp, stack);
    thread = next_task(ctx, KEPT);
    ffc_stacks_reset(ctx);
  } while (thread);
}

#if FFC_GUARDS_IN_THREAD
/* Too late for SPAWN to throw. */
void ffc_thread_refused(struct ffc_thread *thread, struct ffc_context *ctx) {
  adopt(ctx, thread);
  thread->code = FFC_NO_THREAD;
  ffc_report(ctx, FFC_NO_THREAD);
  next_task(ctx, 0);
}
#endif

void ffc_thread_uncaught(struct ffc_context *ctx, cell code) {
  struct ffc_thread *thread = ctx->thread;
  thread->abort_text = ctx->abort_text;
  thread->abort_length = (uint32_t)ctx->abort_length;
  thread->code = code;
  ffc_leave(ctx);
}

/* ---- What the program calls ---- */

/* SIGQUIT, which a terminal sends for Ctrl-\: says what all wait for, and dies of it. The table may be locked, even by
   the code that is interrupted here. */
static void on_quit(int signal, void *info, void *context) {
  ffc_report_threads(ffc_lock_soon(&table.lock));
  ffc_output_signal(signal, info, context);
}

/* From the first thread on somebody may be worth waiting for, or asking. */
static void prepare(void) {
  static bool is_prepared;
  if (__atomic_exchange_n(&is_prepared, true, __ATOMIC_RELAXED)) return;
  ffc_spins = ffc_processors() > 1;
  ffc_keeps_lines = true;
  ffc_on_signal(SIGQUIT, on_quit, true);
}

/* What a deferred word executes now. */
static const struct ffc_token *resolve(const struct ffc_token *xt) {
  for (;;) {
    ffc_probe_read((const char *)xt, sizeof *xt);
    if (xt->inputs != FFC_INPUTS_DEFERRED) return xt;
    xt = *(const struct ffc_token **)xt->body;
  }
}

cell ffc_spawn_inputs(struct ffc_context *ctx, const struct ffc_token *xt) {
  FFC_ENTER(ctx);
  xt = resolve(xt);
  if (xt->inputs == FFC_INPUTS_UNKNOWN) ffc_raise(ctx, FFC_INPUTS_NOT_KNOWN);
  return xt->inputs;
}

cell ffc_spawn(struct ffc_context *ctx, const cell *sp, ucell n, const struct ffc_token *xt) {
  FFC_ENTER_SHARED(ctx);
  prepare();
  if (n > ffc_thread_sizes.data / sizeof(cell) / 2) ffc_raise(ctx, FFC_BAD_NUMBER);
  xt = resolve(xt);
  ffc_probe_read((const char *)sp, n * sizeof(cell));

  struct ffc_thread *thread = ffc_heap_get(ctx, sizeof *thread + n * sizeof(cell));
  if (thread) {
    ffc_set(thread, 0, sizeof *thread);
    thread->xt = xt;
    thread->n = n;
    ffc_copy(thread->inputs, sp, n * sizeof(cell));
    ffc_lock(&table.lock);
    add(thread);
    ucell id = thread->id;
    ffc_unlock(&table.lock);
    if (hand_over(thread)) return (cell)id;
    ffc_running_more();
    if (ffc_thread_start(thread)) return (cell)id;
    ffc_running_less(ctx);
    ffc_lock(&table.lock);
    remove(thread);
    ffc_unlock(&table.lock);
    ffc_heap_put(ctx, thread);
  }
  ffc_raise(ctx, FFC_NO_THREAD);
}

/* The record, with the table locked, if this thread may still be joined; else throws. */
static struct ffc_thread *joinable(struct ffc_context *ctx, cell id) {
  ffc_lock(&table.lock);
  struct ffc_thread *thread = *find((ucell)id);
  if (thread && !thread->joiner && !thread->detached) return thread;
  ffc_unlock(&table.lock);
  ffc_raise(ctx, FFC_UNKNOWN_THREAD);
}

struct ffc_thread *ffc_wait_for_end(struct ffc_context *ctx, cell id) {
  struct ffc_thread *thread = joinable(ctx, id);
  if (!thread->done) {
    thread->joiner = ctx;
    ffc_unlock(&table.lock);
    ffc_wait(ctx, "join of thread ", (ucell)id, FFC_FOREVER, true);
    ffc_lock(&table.lock);
  }
  remove(thread);
  ffc_unlock(&table.lock);
  return thread;
}

void ffc_join(struct ffc_context *ctx, cell id) {
  FFC_ENTER_SHARED(ctx);
  struct ffc_thread *thread = ffc_wait_for_end(ctx, id);
  cell code = thread->code;
  if (code == -2) {
    ctx->abort_text = thread->abort_text;
    ctx->abort_length = thread->abort_length;
  }
  ffc_forget_thread(ctx, thread);
  if (code != 0) ffc_raise(ctx, code);
}

void ffc_detach(struct ffc_context *ctx, cell id) {
  FFC_ENTER(ctx);
  struct ffc_thread *thread = joinable(ctx, id);
  bool done = thread->done;
  thread->detached = true;
  if (done) remove(thread);
  ffc_unlock(&table.lock);
  if (done) ffc_forget_thread(ctx, thread);
}

/*
 * Threads, and what is made of threads: joins, throws, pools, pipelines, things done once. The sanitizers see threads.c and
 * linux-threads.c as they are; what makes a thread is the C library, which they know, and the stacks are its own
 * (stand-in.h). Arguments: seconds for each part, first number of the dice, threads or jobs in a round.
 */
#define _GNU_SOURCE
#include <sys/mman.h>

#include "stand-in.h"

/* ---- What the rest of the runtime would be ---- */

/* A thread of the system's, which says in a word when it has ended. */
struct clone {
  void (*run)(void *argument, void *region);
  void *argument;
  void *region;
  int *clear_at_end;
};

static void *run_clone(void *argument) {
  struct clone clone = *(struct clone *)argument;
  free(argument);
  clone.run(clone.argument, clone.region);
  __atomic_store_n(clone.clear_at_end, 0, __ATOMIC_SEQ_CST);
  return NULL;
}

long ffc_clone(int flags, void *stack, int *clear_at_end, void (*run)(), void *argument) {
  (void)flags;
  struct clone *clone = malloc(sizeof *clone);
  *clone = (struct clone){run, argument, stack, clear_at_end};
  pthread_t thread;
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  return pthread_create(&thread, &attributes, run_clone, clone) == 0 ? 1 : -EAGAIN;
}

/* The linker has these called instead: sanitizers forget what they knew of memory that is given back by munmap. */
void *__wrap_ffc_map(size_t size) {
  void *p = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return p == MAP_FAILED ? NULL : p;
}
void __wrap_ffc_unmap(void *p, size_t size) { munmap(p, size); }

static __thread jmp_buf way_out;
static __thread uint64_t dice;

/* A token's entry is a function of C here: what it gets is where its inputs are. */
void ffc_enter_at(struct ffc_context *ctx, const void *entry, void *sp, uintptr_t stack) {
  (void)stack;
  handler = NULL;
  if (setjmp(way_out) == 0) ((void (*)(struct ffc_context *, cell *))entry)(ctx, sp);
}
void ffc_leave(struct ffc_context *ctx) {
  (void)ctx;
  longjmp(way_out, 1);
}
void ffc_signal_block(struct ffc_context *ctx, uintptr_t block) { *(struct ffc_context **)block = ctx; }
void ffc_report(const struct ffc_context *ctx, cell thrown) { (void)ctx, (void)thrown; }

#define WORD(name) \
  static void name(struct ffc_context *, cell *); \
  static const struct ffc_token name##_xt = {.entry = name}; \
  static void name(struct ffc_context *ctx, cell *sp)

static cell total;
static void add(cell n) { __atomic_fetch_add(&total, n, __ATOMIC_SEQ_CST); }

/* What threads.c calls a context begins anew with each task; so does this. */
static uint64_t roll(const struct ffc_context *ctx, uint64_t n) {
  if (dice == 0) dice = ctx->id * 1000003 + (uintptr_t)&dice;
  return roll_of(&dice, n);
}

static cell spawn(struct ffc_context *ctx, const struct ffc_token *xt, ucell n, const cell *inputs) {
  volatile cell id = 0;
  if (TRY(id = ffc_spawn(ctx, inputs, n, xt))) fail("spawn threw");
  return id;
}
static void join(struct ffc_context *ctx, cell id, cell expected) {
  if (TRY(ffc_join(ctx, id)) != expected) fail("join threw something else");
}

/* ---- Threads that spawn threads, which are joined, detached, or throw ---- */

WORD(adder) {
  (void)ctx;
  add(sp[0] * sp[1] * sp[2]);
}
WORD(thrower) { ffc_raise(ctx, sp[0]); }

static int64_t spawns_each;

WORD(spawner) {
  cell waiting[8] = {0}, codes[8] = {0}, own = 0;
  const cell one = sp[0];
  for (int64_t i = 0; i < spawns_each; i++) {
    ucell slot = roll(ctx, 8);
    if (waiting[slot]) join(ctx, waiting[slot], codes[slot]);
    waiting[slot] = codes[slot] = 0;
    cell id, code = -(cell)roll(ctx, 100) - 1;
    if (roll(ctx, 4) == 0)
      id = spawn(ctx, &thrower_xt, 1, &code);
    else
      id = spawn(ctx, &adder_xt, 3, (cell[]){one, i, 2}), own += i, code = 0;
    switch (roll(ctx, 4)) {
    case 0: join(ctx, id, code); break;
    case 1:
      if (TRY(ffc_detach(ctx, id))) fail("detach threw");
      if (TRY(ffc_join(ctx, id)) != FFC_UNKNOWN_THREAD) fail("joined a detached thread");
      break;
    default: waiting[slot] = id, codes[slot] = code;
    }
  }
  for (int i = 0; i < 8; i++)
    if (waiting[i]) join(ctx, waiting[i], codes[i]);
  add(-2 * own); /* what the adders add, or are about to */
}

static void spawning_round(struct ffc_context *ctx) {
  cell ids[4];
  __atomic_store_n(&total, 0, __ATOMIC_SEQ_CST);
  for (int i = 0; i < 4; i++) ids[i] = spawn(ctx, &spawner_xt, 1, (cell[]){1});
  for (int i = 0; i < 4; i++) join(ctx, ids[i], 0);
  for (int i = 0; i < 4; i++) join(ctx, ids[i], FFC_UNKNOWN_THREAD);
  int64_t limit = ffc_clock_us(true) + 10000000;
  while (__atomic_load_n(&total, __ATOMIC_SEQ_CST) != 0) { /* detached threads may still be at work */
    if (ffc_clock_us(true) > limit) fail("a thread has not run, or ran twice");
    ffc_sleep_us(100);
  }
}

/* ---- As lib/pools.fs does it: a queue, workers, what a job threw; all freed as soon as the workers are done ---- */

struct pool {
  struct ffc_channel *queue;
  struct ffc_sync *group;
  cell code;
  cell done; /* by the workers, each under the mutex */
  struct ffc_sync *mutex;
};

static void job(struct ffc_context *ctx, struct pool *pool, cell x) {
  if (x % 16 == 0) ffc_raise(ctx, -x);
  ffc_mutex_lock(ctx, pool->mutex);
  pool->done += x;
  ffc_mutex_unlock(ctx, pool->mutex);
}

WORD(pool_worker) {
  struct pool *pool = (struct pool *)sp[0];
  for (struct two got; (got = ffc_recv_flag(ctx, pool->queue)).b;) {
    cell thrown = TRY(job(ctx, pool, got.a)), none = 0;
    if (thrown)
      __atomic_compare_exchange_n(&pool->code, &none, thrown, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
  }
  if (TRY(ffc_wait_group_add(ctx, -1, pool->group))) fail("counted below 0");
}

static void pool_round(struct ffc_context *ctx, int64_t jobs) {
  struct pool *pool = ffc_heap_get(ctx, sizeof *pool);
  ucell workers = 1 + roll(ctx, 6);
  pool->queue = (struct ffc_channel *)ffc_channel(ctx, (cell)roll(ctx, 5));
  pool->group = (struct ffc_sync *)ffc_wait_group(ctx, 0);
  pool->mutex = (struct ffc_sync *)ffc_mutex(ctx, 0);
  pool->code = pool->done = 0;
  ffc_wait_group_add(ctx, (cell)workers, pool->group);
  for (ucell i = 0; i < workers; i++) ffc_detach(ctx, spawn(ctx, &pool_worker_xt, 1, (cell[]){(cell)pool}));
  cell expected = 0;
  for (cell x = 1; x <= jobs; x++) {
    if (TRY(ffc_send(ctx, x, pool->queue))) fail("send threw");
    if (x % 16) expected += x;
  }
  ffc_close_channel(ctx, pool->queue);
  ffc_wait_group_wait(ctx, pool->group);
  if (pool->done != expected) fail("a job was not done, or twice");
  if ((pool->code != 0) != (jobs >= 16) || pool->code % 16) fail("what a job threw was lost");
  if (TRY(ffc_free_channel(ctx, pool->queue))) fail("the queue is in use");
  ffc_heap_put(ctx, pool->group);
  ffc_heap_put(ctx, pool->mutex);
  ffc_heap_put(ctx, pool);
}

/* ---- A pipeline: the last thread of a stage closes its channel ---- */

struct stage {
  struct ffc_channel *from, *to;
  cell running;
};

WORD(stage_worker) {
  struct stage *stage = (struct stage *)sp[0];
  for (struct two got; (got = ffc_recv_flag(ctx, stage->from)).b;)
    if (TRY(ffc_send(ctx, got.a + 1, stage->to))) fail("send threw");
  if (__atomic_fetch_sub(&stage->running, 1, __ATOMIC_SEQ_CST) != 1) return;
  ffc_close_channel(ctx, stage->to);
  ffc_free_channel(ctx, stage->from);
  ffc_heap_put(ctx, stage);
}

WORD(source) {
  struct ffc_channel *to = (struct ffc_channel *)sp[0];
  for (cell x = 1; x <= sp[1]; x++)
    if (TRY(ffc_send(ctx, x, to))) fail("send threw");
  ffc_close_channel(ctx, to);
}

#define STAGES 3

static void pipeline_round(struct ffc_context *ctx, int64_t items) {
  struct ffc_channel *from = (struct ffc_channel *)ffc_channel(ctx, (cell)roll(ctx, 4));
  spawn(ctx, &source_xt, 2, (cell[]){(cell)from, items});
  for (int i = 0; i < STAGES; i++) {
    struct stage *stage = ffc_heap_get(ctx, sizeof *stage);
    cell workers = 1 + (cell)roll(ctx, 3);
    *stage = (struct stage){from, (struct ffc_channel *)ffc_channel(ctx, (cell)roll(ctx, 4)), workers};
    from = stage->to;
    while (workers-- > 0) spawn(ctx, &stage_worker_xt, 1, (cell[]){(cell)stage});
  }
  cell count = 0, sum = 0;
  for (struct two got; (got = ffc_recv_flag(ctx, from)).b; count++) sum += got.a;
  ffc_free_channel(ctx, from);
  if (count != items || sum != items * (items + 1) / 2 + STAGES * items) fail("a pipeline lost or doubled something");
}

/* ---- As lib/sync.fs does it: once, by whoever comes first; a throw leaves it to the next ---- */

struct once {
  struct ffc_sync *mutex; /* and its cell `once` */
  cell tries, value;
};

static cell *once_of(struct once *once) { return (cell *)once->mutex + 4; }

static void first_time(struct ffc_context *ctx, struct once *once) {
  if (*once_of(once)) return;
  if (++once->tries < 3) ffc_raise(ctx, -99);
  once->value++;
  __atomic_store_n(once_of(once), -1, __ATOMIC_SEQ_CST);
}

WORD(once_worker) {
  struct once *once = (struct once *)sp[0];
  while (!__atomic_load_n(once_of(once), __ATOMIC_SEQ_CST)) {
    ffc_mutex_lock(ctx, once->mutex);
    cell thrown = TRY(first_time(ctx, once));
    ffc_mutex_unlock(ctx, once->mutex);
    if (thrown && thrown != -99) fail("once threw something else");
  }
  if (once->value != 1) fail("done twice, or not seen");
}

static void once_round(struct ffc_context *ctx) {
  struct once once = {.mutex = (struct ffc_sync *)ffc_mutex(ctx, 0)};
  cell ids[6];
  for (int i = 0; i < 6; i++) ids[i] = spawn(ctx, &once_worker_xt, 1, (cell[]){(cell)&once});
  for (int i = 0; i < 6; i++) join(ctx, ids[i], 0);
  ffc_heap_put(ctx, once.mutex);
}

static int64_t us, rounds;

/* ---- Lines that several threads print piece by piece, into a file and read back from there ---- */

static void print(struct ffc_context *ctx, const char *text) { ffc_output_plain(ctx, text, strlen(text)); }

WORD(printer) {
  char name[] = {(char)('a' + sp[0]), 0};
  for (cell i = 0; i < sp[1]; i++) {
    print(ctx, "<");
    for (int k = 0; k < 5; k++) print(ctx, name);
    print(ctx, ">\n");
    if (sp[2] && roll(ctx, 16) == 0) ffc_flush_output(ctx);
  }
  print(ctx, name); /* and never ends the line */
}

/* A flush writes what there is, be it the beginning of another thread's line. */
static void check_lines(FILE *file, int64_t n, bool may_be_torn) {
  char line[100];
  int64_t size = 0, torn = 0;
  while (fgets(line, sizeof line, file)) {
    size += (int64_t)strlen(line);
    const char *at = line + strspn(line, "abcd"); /* after what threads that ended have left */
    char name = *at ? at[1] : 0, expected[] = {'<', name, name, name, name, name, '>', '\n', 0};
    torn += *at && strcmp(at, expected) != 0;
  }
  if (size != 4 * (8 * n + 1)) fail("printed more, or less");
  if (torn && !may_be_torn) fail("a line was torn");
}

static void lines_round(struct ffc_context *ctx, int64_t n) {
  cell ids[4], flushes = rounds & 1;
  int before = dup(1);
  FILE *file = tmpfile();
  dup2(fileno(file), 1);
  for (int i = 0; i < 4; i++) ids[i] = spawn(ctx, &printer_xt, 3, (cell[]){i, n, flushes});
  for (int i = 0; i < 4; i++) join(ctx, ids[i], 0);
  ffc_flush_output(ctx);
  dup2(before, 1);
  close(before);
  rewind(file);
  check_lines(file, n, flushes);
  fclose(file);
}

/* ---- All of it ---- */

static void part(const char *name, void (*round)(struct ffc_context *, int64_t), int64_t n) {
  struct ffc_context *ctx = &ffc_main_context;
  int64_t until = ffc_clock_us(true) + us;
  for (rounds = 0; rounds < 3 || ffc_clock_us(true) < until; rounds++) round(ctx, n);
  printf("%s: %lld rounds\n", name, (long long)rounds);
}

static void spawning(struct ffc_context *ctx, int64_t n) {
  spawns_each = n;
  spawning_round(ctx);
}
static void once_for_all(struct ffc_context *ctx, int64_t n) {
  (void)n;
  once_round(ctx);
}

int main(int argc, char **argv) {
  us = argc > 1 ? (int64_t)(1e6 * atof(argv[1])) : 200000;
  dice = argc > 2 ? strtoull(argv[2], NULL, 10) + 1 : 1;
  int64_t n = argc > 3 ? atoll(argv[3]) : 1000;
  part("spawning", spawning, n / 50 + 1);
  part("pools", pool_round, n);
  part("pipelines", pipeline_round, n);
  part("once", once_for_all, n);
  part("lines", lines_round, n);
  puts("all there");
  return 0;
}

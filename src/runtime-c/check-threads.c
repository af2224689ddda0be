/*
 * What programs built with --check-threads do besides: before each use of a channel, a mutex or a thread they look
 * whether it is what it is taken for, and after some of them note what was done.
 *
 * There is a record of everything that threads share: of static data from the table of the program, of what lies on
 * the heap from its making on. What is freed keeps its record, and its memory, until many others have been freed, so
 * that a use of it is not taken for one of what has come to lie there. A misuse is reported with all that the record knows.
 * Then the program goes on as it would have done without the check; if there is nothing it could use, it throws -9.
 */
#include "ffc.h"

/* Something that was done. */
struct place {
  bool is_known;
  ucell thread;
  uintptr_t where;
};

struct object {
  struct object *next; /* in its bucket */
  struct object *freed_next;
  ucell address;
  uint8_t kind; /* enum ffc_kind */
  struct place made, closed, locked, freed;
};

static const char *const kind_names[] = {"channel", "mutex", "semaphore", "wait-group", "once"};

/* By enum ffc_use. */
static const struct {
  const char *what;
  uint8_t kind;
} uses[] = {
    {"send on ", FFC_CHANNEL},
    {"recv on ", FFC_CHANNEL},
    {"recv? on ", FFC_CHANNEL},
    {"try-send on ", FFC_CHANNEL},
    {"try-recv on ", FFC_CHANNEL},
    {"send-timeout on ", FFC_CHANNEL},
    {"recv-timeout on ", FFC_CHANNEL},
    {"close-channel of ", FFC_CHANNEL},
    {"closed? of ", FFC_CHANNEL},
    {"free-channel of ", FFC_CHANNEL},
    {"send-case on ", FFC_CHANNEL},
    {"recv-case on ", FFC_CHANNEL},
    {"lock of ", FFC_MUTEX},
    {"try-lock of ", FFC_MUTEX},
    {"lock-timeout of ", FFC_MUTEX},
    {"unlock of ", FFC_MUTEX},
    {"acquire of ", FFC_SEMAPHORE},
    {"try-acquire of ", FFC_SEMAPHORE},
    {"acquire-timeout of ", FFC_SEMAPHORE},
    {"release of ", FFC_SEMAPHORE},
    {"wg-add to ", FFC_WAIT_GROUP},
    {"wg-wait for ", FFC_WAIT_GROUP},
    {"wg-wait-timeout for ", FFC_WAIT_GROUP},
};
_Static_assert(sizeof uses / sizeof uses[0] == FFC_USES, "one row for each");

#define BUCKETS 16384
#define KEPT 1024 /* freed ones */

/* Of a thread, in a place that it shares with others: what is known is of the latest of them. */
#define THREADS 16384
struct thread {
  ucell id;
  struct place ended; /* joined or detached */
  bool is_detached;
  struct object *wants; /* the mutex that it waits for */
  struct place waits;
};

static struct {
  struct ffc_lock lock;
  bool has_static;
  struct object *buckets[BUCKETS];
  struct object *freed_first, *freed_last;
  unsigned freed_count, locked_count;
  struct thread threads[THREADS];
  ucell last_thread;
} all;

/* ---- Records; all under the lock ---- */

static struct place here(const struct ffc_context *ctx) {
  return (struct place){.is_known = true, .thread = ctx->id, .where = ctx->where};
}

static struct object **find(ucell address) {
  struct object **link = &all.buckets[(address >> 4) % BUCKETS];
  while (*link && (*link)->address != address) link = &(*link)->next;
  return link;
}

/* The record of what lies there from now on; NULL if there is no memory for it. */
static struct object *add(struct ffc_context *ctx, ucell address, uint8_t kind) {
  struct object **link = find(address);
  struct object *object = *link, *next = object ? object->next : NULL;
  if (!object) object = ffc_heap_get(ctx, sizeof *object);
  if (!object) return NULL;
  ffc_set(object, 0, sizeof *object);
  object->next = next;
  object->address = address;
  object->kind = kind;
  *link = object;
  return object;
}

static void add_static(struct ffc_context *ctx) {
  const char *row = ffc_shared;
  const uint8_t *kind = ffc_shared_kinds;
  all.has_static = true;
  for (int32_t distance;; kind++) {
    __builtin_memcpy(&distance, row, sizeof distance);
    if (distance == 0) return;
    if (*kind != FFC_HOLDER) add(ctx, (uintptr_t)row + (uintptr_t)(intptr_t)distance, *kind);
    for (row += sizeof distance; *row++;) continue;
  }
}

static void take(struct ffc_context *ctx) {
  ffc_lock(&all.lock);
  if (!all.has_static) add_static(ctx);
}

static void let_go(void) { ffc_unlock(&all.lock); }

static struct thread *thread_of(ucell id) { return &all.threads[id % THREADS]; }

static struct thread *own_thread(ucell id) {
  struct thread *thread = thread_of(id);
  if (thread->id != id) *thread = (struct thread){.id = id};
  return thread;
}

/* What has waited longest for being given back is. */
static void give_back(struct ffc_context *ctx) {
  struct object *object = all.freed_first;
  all.freed_first = object->freed_next;
  all.freed_count--;
  struct object **link = find(object->address);
  *link = object->next;
  ffc_heap_try_put(ctx, (void *)object->address);
  ffc_heap_put(ctx, object);
}

static void keep(struct ffc_context *ctx, struct object *object) {
  object->freed = here(ctx);
  object->freed_next = NULL;
  if (all.freed_count++ == 0)
    all.freed_first = object;
  else
    all.freed_last->freed_next = object;
  all.freed_last = object;
  if (all.freed_count > KEPT) give_back(ctx);
}

/* ---- Reports ---- */

static void add_place(struct ffc_text *text, const struct place *place, const char *what) {
  if (!place->is_known) return;
  ffc_text_string(text, "thread ");
  ffc_text_number(text, (cell)place->thread);
  ffc_text_string(text, ": ");
  ffc_text_position(text, place->where);
  ffc_text_string(text, what);
  ffc_text_string(text, "\n");
}

static void add_object(struct ffc_text *text, const struct object *object) {
  ffc_text_string(text, kind_names[object->kind]);
  ffc_text_string(text, " ");
  ffc_text_object_plain(text, object->address);
}

static void begin(struct ffc_text *text, const struct ffc_context *ctx, const char *what) {
  text->used = 0;
  ffc_text_string(text, "misuse\n");
  ffc_text_thread(text, ctx);
  ffc_text_position(text, ctx->where);
  ffc_text_string(text, what);
}

struct waiting {
  struct ffc_text *text;
  ucell address;
};

static void add_waiting(const struct ffc_context *ctx, void *data) {
  struct waiting *waiting = data;
  const char *what = __atomic_load_n(&ctx->waits_for, __ATOMIC_ACQUIRE);
  if (!what || ctx->waits_on != waiting->address) return;
  ffc_text_thread(waiting->text, ctx);
  ffc_text_position(waiting->text, ctx->where);
  ffc_text_string(waiting->text, what);
  ffc_text_object_plain(waiting->text, ctx->waits_on);
  ffc_text_string(waiting->text, "\n");
}

/* What follows the complaint; and the report is written. */
static void end(struct ffc_text *text, const struct object *object, const char *complaint) {
  ffc_text_string(text, complaint);
  ffc_text_string(text, "\n");
  if (object) {
    add_place(text, &object->freed, "freed it");
    add_place(text, &object->closed, "closed it");
    add_place(text, &object->locked, "locked it");
    add_place(text, &object->made, "made it");
  }
  ffc_text_write(text);
}

static void report(const struct ffc_context *ctx, const char *what, const struct object *object,
                   const char *complaint) {
  struct ffc_text text;
  begin(&text, ctx, what);
  add_object(&text, object);
  end(&text, object, complaint);
}

/* ---- Is it what it is taken for? ---- */

static bool fits(const struct object *object, uint8_t kind) {
  return object->kind == kind || (object->kind == FFC_ONCE && kind == FFC_MUTEX);
}

/* With the lock held; NULL, after a report, if it is not. */
static struct object *checked(struct ffc_context *ctx, ucell address, unsigned use) {
  struct object *object = *find(address);
  struct ffc_text text;
  if (!object || !fits(object, uses[use].kind)) {
    begin(&text, ctx, uses[use].what);
    if (object)
      add_object(&text, object);
    else
      ffc_text_hex(&text, address);
    ffc_text_string(&text, ", which is no ");
    end(&text, object, kind_names[uses[use].kind]);
    return NULL;
  }
  if (!object->freed.is_known) return object;
  report(ctx, uses[use].what, object, ", which is freed");
  return NULL;
}

/* Before a thread waits for a mutex: would it wait for itself? The others of the circle wait already. */
static void check_circle(struct ffc_context *ctx, struct object *object) {
  struct thread *self = own_thread(ctx->id);
  self->wants = object;
  self->waits = here(ctx);
  const struct object *next = object;
  for (unsigned steps = 0; steps < THREADS; steps++) {
    if (!next->locked.is_known) return;
    if (next->locked.thread == ctx->id) break;
    const struct thread *holder = thread_of(next->locked.thread);
    if (holder->id != next->locked.thread || !holder->wants) return;
    next = holder->wants;
  }
  if (next == object) return; /* it holds the mutex itself */
  struct ffc_text text;
  begin(&text, ctx, "lock of ");
  add_object(&text, object);
  ffc_text_string(&text, ", for which it would wait in a circle\n");
  for (next = object; next->locked.thread != ctx->id;) {
    const struct thread *holder = thread_of(next->locked.thread);
    add_place(&text, &next->locked, "locked it");
    next = holder->wants;
    ffc_text_string(&text, "thread ");
    ffc_text_number(&text, (cell)holder->id);
    ffc_text_string(&text, ": ");
    ffc_text_position(&text, holder->waits.where);
    ffc_text_string(&text, "waits for ");
    add_object(&text, next);
    ffc_text_string(&text, "\n");
  }
  add_place(&text, &next->locked, "locked it");
  ffc_text_write(&text);
}

static void check_unlock(struct ffc_context *ctx, struct object *object) {
  if (object->locked.is_known && object->locked.thread == ctx->id) {
    object->locked.is_known = false;
    all.locked_count--;
  } else {
    report(ctx, "unlock of ", object,
           object->locked.is_known ? ", which another thread holds" : ", which nobody holds");
  }
}

/* What the use means for the record, and whether it is right there. */
static void check_state(struct ffc_context *ctx, struct object *object, unsigned use) {
  switch (use) {
    case FFC_USE_CLOSE_CHANNEL:
      if (object->closed.is_known)
        report(ctx, uses[use].what, object, ", which is closed");
      else
        object->closed = here(ctx);
      return;
    case FFC_USE_MUTEX_LOCK:
    case FFC_USE_MUTEX_LOCK_TIMEOUT:
      if (object->locked.is_known && object->locked.thread == ctx->id)
        report(ctx, uses[use].what, object, ", which this thread holds");
      else if (object->locked.is_known && use == FFC_USE_MUTEX_LOCK)
        check_circle(ctx, object);
      return;
    case FFC_USE_MUTEX_UNLOCK:
      check_unlock(ctx, object);
      return;
    case FFC_USE_FREE_CHANNEL: {
      struct ffc_text text;
      begin(&text, ctx, uses[use].what);
      add_object(&text, object);
      ffc_text_string(&text, ", for which somebody waits\n");
      unsigned before = text.used;
      ffc_for_each_thread(add_waiting, &(struct waiting){&text, object->address});
      if (text.used != before) ffc_text_write(&text);
      return;
    }
  }
}

/* ---- What compiled code calls ---- */

void ffc_check_use(struct ffc_context *ctx, cell address, cell use) {
  FFC_ENTER(ctx);
  /* A case without a channel never comes. */
  if (address == 0 && (use == FFC_USE_SELECT_SEND || use == FFC_USE_SELECT_RECV)) return;
  take(ctx);
  struct object *object = checked(ctx, (ucell)address, (unsigned)use);
  if (object) check_state(ctx, object, (unsigned)use);
  let_go();
  if (!object) ffc_raise(ctx, FFC_BAD_ADDRESS);
}

void ffc_check_made(struct ffc_context *ctx, cell address, cell kind) {
  FFC_ENTER(ctx);
  take(ctx);
  struct object *object = add(ctx, (ucell)address, (uint8_t)kind);
  if (object) object->made = here(ctx);
  let_go();
  if (!object) ffc_raise(ctx, FFC_ALLOCATE);
}

/* After a mutex was locked, or with 0 was not. */
void ffc_check_locked(struct ffc_context *ctx, cell address, cell is_locked) {
  FFC_ENTER(ctx);
  if (!is_locked) return;
  take(ctx);
  struct object *object = *find((ucell)address);
  if (object) {
    object->locked = here(ctx);
    all.locked_count++;
  }
  struct thread *self = thread_of(ctx->id);
  if (self->id == ctx->id) self->wants = NULL;
  let_go();
}

/* The state of a wait-group is its first cell; there is a smallest number in it while somebody waits. */
void ffc_check_count(struct ffc_context *ctx, cell n, cell address) {
  FFC_ENTER(ctx);
  take(ctx);
  struct object *object = checked(ctx, (ucell)address, FFC_USE_WAIT_GROUP_ADD);
  if (object) {
    cell count = __atomic_load_n((const cell *)address, __ATOMIC_SEQ_CST);
    if (count < 0) count = (cell)((ucell)count - (ucell)INT64_MIN);
    if (n < 0 && count + n < 0) {
      struct ffc_text text;
      begin(&text, ctx, "wg-add of ");
      ffc_text_number(&text, n);
      ffc_text_string(&text, " to ");
      add_object(&text, object);
      ffc_text_string(&text, ", which counts ");
      ffc_text_number(&text, count);
      end(&text, object, "");
    }
  }
  let_go();
  if (!object) ffc_raise(ctx, FFC_BAD_ADDRESS);
}

/* In place of ffc_free. */
cell ffc_check_free(struct ffc_context *ctx, void *block) {
  FFC_ENTER(ctx);
  take(ctx);
  struct object *object = block ? *find((uintptr_t)block) : NULL;
  if (!object || !object->made.is_known) {
    let_go();
    return ffc_free(ctx, block);
  }
  struct ffc_text text;
  bool is_freed = false;
  begin(&text, ctx, "free of ");
  add_object(&text, object);
  unsigned before = text.used;
  if (object->freed.is_known) {
    end(&text, object, ", which is freed");
  } else if (object->locked.is_known) {
    end(&text, object, ", which is locked");
  } else {
    ffc_text_string(&text, ", for which somebody waits\n");
    before = text.used;
    ffc_for_each_thread(add_waiting, &(struct waiting){&text, object->address});
    is_freed = text.used == before;
    if (!is_freed) ffc_text_write(&text);
  }
  if (is_freed) keep(ctx, object);
  let_go();
  return is_freed ? 0 : FFC_FREE;
}

void ffc_check_spawned(struct ffc_context *ctx, cell id) {
  FFC_ENTER(ctx);
  ffc_lock(&all.lock);
  if ((ucell)id > all.last_thread) all.last_thread = (ucell)id;
  ffc_unlock(&all.lock);
}

/* Before a thread is joined, or detached. */
void ffc_check_join(struct ffc_context *ctx, cell id, cell detaches) {
  FFC_ENTER(ctx);
  struct ffc_text text;
  bool is_own = (ucell)id == ctx->id;
  ffc_lock(&all.lock);
  struct thread *thread = thread_of((ucell)id);
  bool has_ended = thread->id == (ucell)id && thread->ended.is_known;
  begin(&text, ctx, detaches ? "detach of thread " : "join of thread ");
  ffc_text_number(&text, id);
  if (is_own && !detaches) {
    end(&text, NULL, ", which is this thread itself");
  } else if (id <= 0 || (ucell)id > all.last_thread) {
    end(&text, NULL, ", which there never was");
  } else if (has_ended) {
    ffc_text_string(&text, thread->is_detached ? ", which is detached\n" : ", which has been joined\n");
    add_place(&text, &thread->ended, thread->is_detached ? "detached it" : "joined it");
    ffc_text_write(&text);
  } else {
    thread = own_thread((ucell)id);
    thread->ended = here(ctx);
    thread->is_detached = detaches != 0;
  }
  ffc_unlock(&all.lock);
  if (is_own && !detaches) ffc_raise(ctx, FFC_UNKNOWN_THREAD);
}

/* ---- In place of what the runtime does otherwise ---- */

/* In reports of what threads wait for: who locked it and made it, too. A signal may have come in the middle of anything. */
void ffc_text_object(struct ffc_text *text, ucell address) {
  ffc_text_object_plain(text, address);
  if (address < 4096 || !ffc_try_lock(&all.lock)) return;
  const struct object *object = *find(address);
  if (object) {
    ffc_text_string(text, "\n");
    add_place(text, &object->locked, "locked it");
    add_place(text, &object->made, "made it");
    text->used--; /* the end of the line comes with the report */
  }
  ffc_unlock(&all.lock);
}

/* A channel that FREE-CHANNEL gives back. */
void ffc_channel_put(struct ffc_context *ctx, void *chan) {
  take(ctx);
  struct object *object = *find((uintptr_t)chan);
  if (object && object->made.is_known)
    keep(ctx, object);
  else if (object && !object->closed.is_known)
    object->closed = here(ctx); /* static */
  let_go();
}

/* At the end of a thread. */
void ffc_thread_drain(struct ffc_context *ctx) {
  ffc_lock(&all.lock);
  for (unsigned i = 0; i < BUCKETS && all.locked_count != 0; i++)
    for (const struct object *object = all.buckets[i]; object; object = object->next)
      if (object->locked.is_known && object->locked.thread == ctx->id)
        report(ctx, "ended while it holds ", object, "");
  ffc_unlock(&all.lock);
  ffc_heap_drain(ctx);
}

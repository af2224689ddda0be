/* Channels: sending and receiving. channel.h says how. */
#include "channel.h"

/* After so many who were faster, the first of those that wait is done a favour. */
#define OVERTAKEN_LIMIT 4096

/* A lookout looks so often before it lets another thread have its processor, and does that so often. Who looks lets the
   others work meanwhile: each look takes what they work on away from their processor. */
#define ROUNDS 3
#define LOOKS 6
#define PAUSES 20
/* So many are not worth waiting for more. */
#define FEW 4

/* In the common case each call would cost. */
#define INLINE inline __attribute__((always_inline))

/* ---- Queues, under the lock ---- */

void ffc_enqueue(struct ffc_queue *queue, struct ffc_waiter *waiter, bool is_first) {
  is_first = is_first || !queue->first;
  waiter->queue = queue;
  waiter->next = is_first ? queue->first : NULL;
  if (!is_first) queue->last->next = waiter;
  if (!waiter->next) queue->last = waiter;
  if (is_first) queue->first = waiter;
}

/* The first is taken off, to be woken when the lock has been let go. */
static void take_off(struct ffc_queue *queue, struct ffc_waiter **woken) {
  struct ffc_waiter *waiter = queue->first;
  queue->first = waiter->next;
  waiter->queue = NULL;
  waiter->next = *woken;
  *woken = waiter;
}

struct ffc_waiter *ffc_claim(struct ffc_queue *queue, struct ffc_waiter **woken) {
  for (struct ffc_waiter *waiter; (waiter = queue->first) != NULL;) {
    struct ffc_waiter *nobody = NULL;
    bool is_ours = !waiter->selected || __atomic_compare_exchange_n(waiter->selected, &nobody, waiter, false,
                                                                    __ATOMIC_RELAXED, __ATOMIC_RELAXED);
    if (is_ours) {
      take_off(queue, woken);
      return waiter;
    }
    queue->first = waiter->next;
    waiter->queue = NULL;
  }
  return NULL;
}

/* ---- The ring, under the lock ---- */

static INLINE bool can(const struct ffc_channel *chan, enum direction direction) {
  return __atomic_load_n(&chan->count, __ATOMIC_RELAXED) != (direction == SEND ? chan->capacity : 0);
}

static INLINE void move(struct ffc_channel *chan, enum direction direction, cell *x) {
  ucell i = chan->next[direction];
  chan->next[direction] = i + 1 == chan->capacity ? 0 : i + 1;
  ucell count = chan->count;
  if (direction == SEND) {
    chan->ring[i] = *x;
    count++;
  } else {
    *x = chan->ring[i];
    count--;
  }
  __atomic_store_n(&chan->count, count, __ATOMIC_RELAXED);
}

/* The same where it does not matter how fast. */
static __attribute__((noinline)) bool can_move(struct ffc_channel *chan, enum direction direction, cell *x) {
  if (!can(chan, direction)) return false;
  move(chan, direction, x);
  return true;
}

/* Whether something has to be done for who waits on a side, now that there is something in the ring for it. */
static INLINE bool is_due(struct ffc_channel *chan, enum direction direction) {
  return chan->queue[direction].first && (chan->coming == 0 || ++chan->overtaken[direction] >= OVERTAKEN_LIMIT);
}

/* Sees to it that one who waits comes, or completes what it waits for; true if that changed the ring. */
static bool serve(struct ffc_channel *chan, enum direction direction, struct ffc_waiter **woken) {
  struct ffc_queue *queue = &chan->queue[direction];
  if (!can(chan, direction) || !is_due(chan, direction)) return false;
  bool is_ours = chan->coming != 0 || queue->first->selected;
  struct ffc_waiter *waiter = ffc_claim(queue, woken);
  chan->overtaken[direction] = 0;
  if (!is_ours) {
    chan->coming++;
    return false;
  }
  if (!waiter) return false;
  waiter->done = true;
  return can_move(chan, direction, &waiter->value);
}

bool ffc_channel_try(struct ffc_channel *chan, enum direction direction, cell *x, struct ffc_waiter **woken) {
  if (chan->capacity == 0) {
    struct ffc_waiter *partner = ffc_claim(&chan->queue[OTHER(direction)], woken);
    if (!partner) return false;
    cell *from = direction == SEND ? x : &partner->value, *to = direction == SEND ? &partner->value : x;
    *to = *from;
    partner->done = true;
    return true;
  }
  return can_move(chan, direction, x);
}

void ffc_channel_release(struct ffc_channel *chan, struct ffc_waiter *woken) {
  while (serve(chan, SEND, &woken) || serve(chan, RECEIVE, &woken)) continue;
  ffc_brief_unlock(&chan->lock);
  for (struct ffc_waiter *next; woken; woken = next) {
    next = woken->next; /* the waiter is gone once it is woken */
    ffc_unpark(woken->ctx);
  }
}

/* ---- Waiting ---- */

/* How much there is for one side: items, or room for them. As much as can be once the channel is closed. */
static ucell available(const struct ffc_channel *chan, enum direction direction) {
  if (__atomic_load_n(&chan->closed, __ATOMIC_RELAXED)) return chan->capacity;
  ucell count = __atomic_load_n(&chan->count, __ATOMIC_RELAXED);
  return direction == SEND ? chan->capacity - count : count;
}

/* For some microseconds, until there is something, and while more is coming until there is all: whoever is at it has the
   lock for itself meanwhile. True if there is something. */
static bool look_around(const struct ffc_channel *chan, enum direction direction) {
  ucell seen = 0, now = 0;
  for (int i = 0; i < LOOKS; i++) {
    for (int j = 0; j < PAUSES; j++) ffc_relax();
    now = available(chan, direction);
    if (now == chan->capacity || (now != 0 && now - seen < FEW)) break;
    seen = now;
  }
  return now != 0;
}

/* Sees whether sleeping can be done without; the lock is let go meanwhile. If the other side works on another processor
   looking finds it, if on this one, letting it have the processor; what helped last is done first. */
static void look_out(struct ffc_context *ctx, struct ffc_channel *chan, enum direction direction) {
  bool is_near = chan->is_near[direction] && !chan->lookout[direction];
  chan->coming++;
  chan->lookout[direction] = ctx;
  chan->is_near[direction] = is_near;
  ffc_brief_unlock(&chan->lock);
  for (int round = 0; round < ROUNDS; round++) {
    if (!is_near && ffc_spins && look_around(chan, direction)) break;
    ffc_yield();
    if (!ffc_spins) break;
    is_near = available(chan, direction) == chan->capacity;
    if (is_near) break;
  }
  ffc_brief_lock(&chan->lock);
  chan->coming--;
  if (chan->lookout[direction] != ctx) return;
  chan->lookout[direction] = NULL;
  chan->is_near[direction] = is_near;
}

/* In its queue, and with the lock held, which is let go: until somebody takes it off. False if the time came first. */
static bool sleep_in(struct ffc_channel *chan, enum direction direction, struct ffc_waiter *waiter, int64_t deadline) {
  const char *what = direction == SEND ? "send on channel " : "recv on channel ";
  ffc_channel_release(chan, NULL);
  return ffc_wait(waiter->ctx, what, (ucell)chan, deadline, chan->capacity == 0) ||
         ffc_channel_give_up(chan, waiter, what);
}

/* The rest of an operation, with the lock held. */
static __attribute__((noinline)) enum outcome operate_slowly(struct ffc_context *ctx, struct ffc_channel *chan,
                                                             enum direction direction, cell *x, int64_t deadline) {
  struct ffc_waiter *waiter = &ctx->waiter;
  waiter->ctx = ctx;
  waiter->value = *x;
  waiter->done = false;
  bool may_look = chan->capacity != 0, was_woken = false;
  for (;;) {
    struct ffc_waiter *woken = NULL;
    bool is_done = !(direction == SEND && chan->closed) && ffc_channel_try(chan, direction, x, &woken);
    if (is_done || chan->closed) {
      ffc_channel_release(chan, woken);
      return is_done ? DONE : CLOSED;
    }
    if (deadline == 0) {
      ffc_brief_unlock(&chan->lock);
      return TOO_LATE;
    }
    /* One of a side looks; but who looks from the other side's processor had better be relieved. */
    may_look = may_look && (!chan->lookout[direction] || chan->is_near[direction]);
    if (may_look) {
      look_out(ctx, chan, direction);
      may_look = false;
      continue;
    }
    ffc_enqueue(&chan->queue[direction], waiter, was_woken);
    if (!sleep_in(chan, direction, waiter, deadline)) return TOO_LATE;
    if (waiter->done) {
      *x = waiter->value;
      return DONE;
    }
    ffc_brief_lock(&chan->lock);
    chan->coming--;
    was_woken = true;
  }
}

/* What nearly always can be done at once; in the probes, since the lock is the first that is touched of what the program
   calls a channel. */
enum outcome ffc_channel_operate(struct ffc_context *ctx, struct ffc_channel *chan, enum direction direction, cell *x,
                                 int64_t deadline) {
  FFC_HAND_OVER(ctx);
  if (!ffc_brief_try_lock(&chan->lock)) ffc_brief_lock_slowly(&chan->lock, chan->capacity != 0 ? PAUSES : 1);
  if (!can(chan, direction) || chan->closed) return operate_slowly(ctx, chan, direction, x, deadline);
  move(chan, direction, x);
  if (is_due(chan, OTHER(direction)))
    ffc_channel_release(chan, NULL);
  else
    ffc_brief_unlock(&chan->lock);
  return DONE;
}

/* ---- What the program calls ---- */

struct two ffc_received(enum outcome outcome, cell x) {
  return outcome == DONE ? (struct two){x, -1} : (struct two){0, 0};
}

cell ffc_sent(struct ffc_context *ctx, enum outcome outcome) {
  if (outcome == CLOSED) ffc_raise(ctx, FFC_SEND_CLOSED);
  return outcome == DONE ? -1 : 0;
}

cell ffc_channel(struct ffc_context *ctx, cell capacity) {
  FFC_ENTER(ctx);
  if (capacity < 0 || capacity > INT64_MAX / 16) ffc_raise(ctx, FFC_BAD_NUMBER);
  struct ffc_channel *chan = ffc_heap_get(ctx, FFC_CHANNEL_SIZE + (size_t)capacity * sizeof(cell));
  if (!chan) ffc_raise(ctx, FFC_ALLOCATE);
  ffc_set(chan, 0, FFC_CHANNEL_SIZE);
  chan->capacity = (ucell)capacity;
  return (cell)chan;
}

void ffc_send(struct ffc_context *ctx, cell x, struct ffc_channel *chan) {
  FFC_ENTER(ctx);
  if (ffc_channel_operate(ctx, chan, SEND, &x, FFC_FOREVER) != DONE) ffc_raise(ctx, FFC_SEND_CLOSED);
}

cell ffc_recv(struct ffc_context *ctx, struct ffc_channel *chan) {
  FFC_ENTER(ctx);
  cell x = 0;
  if (ffc_channel_operate(ctx, chan, RECEIVE, &x, FFC_FOREVER) != DONE) ffc_raise(ctx, FFC_RECV_CLOSED);
  return x;
}

struct two ffc_recv_flag(struct ffc_context *ctx, struct ffc_channel *chan) {
  FFC_ENTER(ctx);
  cell x = 0;
  enum outcome outcome = ffc_channel_operate(ctx, chan, RECEIVE, &x, FFC_FOREVER);
  return ffc_received(outcome, x);
}

cell ffc_try_send(struct ffc_context *ctx, cell x, struct ffc_channel *chan) {
  FFC_ENTER(ctx);
  return ffc_sent(ctx, ffc_channel_operate(ctx, chan, SEND, &x, 0));
}

struct two ffc_try_recv(struct ffc_context *ctx, struct ffc_channel *chan) {
  FFC_ENTER(ctx);
  cell x = 0;
  enum outcome outcome = ffc_channel_operate(ctx, chan, RECEIVE, &x, 0);
  return ffc_received(outcome, x);
}

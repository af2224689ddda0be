/*
 * Channels: a ring of cells under a lock, with a queue of waiting senders and one of waiting receivers.
 *
 * Values are handed over directly: who finds a partner waiting completes the partner's operation, takes
 * it off the queue and wakes exactly that one. So a woken thread never has to look again, no wake-up
 * can be lost or stolen, and waiters are served in order. Invariants, whenever the lock is free:
 * - receivers wait only if the ring is empty and no sender waits;
 * - senders wait only if the ring is full;
 * - nobody waits on a closed channel.
 */
#include "ffc.h"

struct queue {
  struct waiter *first, *last;
};

/* A thread in a queue; it lies on that thread's stack, which stays until somebody takes it off. */
struct waiter {
  struct waiter *next;
  struct ffc_context *ctx;
  struct queue *queue;
  cell value; /* to send, or received */
  bool done;  /* rather than woken by the closing of the channel */
};

/* Aligned to 16 only, be it static or on the heap. */
struct ffc_channel {
  union {
    struct {
      ucell capacity;
      struct ffc_lock lock;
      bool closed;
      ucell next, count; /* the oldest cell in the ring; how many there are */
      struct queue senders, receivers;
    };
    char header[FFC_CHANNEL_SIZE];
  };
  cell ring[];
};
_Static_assert(offsetof(struct ffc_channel, capacity) == 0, "known to compiled code");
_Static_assert(offsetof(struct ffc_channel, ring) == FFC_CHANNEL_SIZE, "known to compiled code");

/* ---- Under the lock ---- */

static void enqueue(struct queue *queue, struct waiter *waiter) {
  waiter->next = NULL;
  waiter->queue = queue;
  waiter->done = false;
  *(queue->first ? &queue->last->next : &queue->first) = waiter;
  queue->last = waiter;
}

/* Takes a waiter out wherever it stands; false if it is in the queue no more. */
static bool withdraw(void *argument) {
  struct waiter *waiter = argument, *before = NULL, **link = &waiter->queue->first;
  for (; *link != waiter; link = &before->next) {
    before = *link;
    if (!before) return false;
  }
  *link = waiter->next;
  if (waiter->queue->last == waiter) waiter->queue->last = before;
  return true;
}

static struct waiter *dequeue(struct queue *queue) {
  struct waiter *waiter = queue->first;
  if (waiter) queue->first = waiter->next;
  return waiter;
}

static void put(struct ffc_channel *chan, cell x) {
  ucell i = chan->next + chan->count++;
  chan->ring[i < chan->capacity ? i : i - chan->capacity] = x;
}

static cell take(struct ffc_channel *chan) {
  cell x = chan->ring[chan->next++];
  if (chan->next == chan->capacity) chan->next = 0;
  chan->count--;
  return x;
}

/* Lets go of the lock before waking, so that the woken thread does not run into it. */
static void unlock_and_wake(struct ffc_channel *chan, struct waiter *waiter) {
  struct ffc_context *woken = waiter ? waiter->ctx : NULL;
  if (waiter) waiter->done = true;
  ffc_unlock(&chan->lock);
  if (woken) ffc_wake(woken);
}

/* In the probes: the lock is the first that is touched of what the program calls a channel. */
FFC_PROBE static void acquire(struct ffc_channel *chan) { ffc_lock(&chan->lock); }

/* When a wait of so many milliseconds is over. */
static int64_t deadline_after(cell ms) {
  const cell longest = (cell)1 << 50; /* 35 thousand years */
  return ffc_clock_us(true) + (ms < longest ? ms : longest) * 1000;
}

/* With the lock held, which is let go; true if the other side completed the operation. */
static bool wait_in(struct queue *queue, struct waiter *waiter, const char *what, struct ffc_channel *chan) {
  enqueue(queue, waiter);
  ffc_wait(waiter->ctx, what, (ucell)chan, &chan->lock);
  return waiter->done;
}

/* Sends if that needs no waiting, and lets go of the lock; else leaves it held. Throws if closed. */
static bool send_now(struct ffc_context *ctx, cell x, struct ffc_channel *chan) {
  acquire(chan);
  if (chan->closed) {
    ffc_unlock(&chan->lock);
    ffc_raise(ctx, FFC_SEND_CLOSED);
  }
  struct waiter *receiver = dequeue(&chan->receivers);
  if (receiver)
    receiver->value = x;
  else if (chan->count < chan->capacity)
    put(chan, x);
  else
    return false;
  unlock_and_wake(chan, receiver);
  return true;
}

/* Receives if that needs no waiting, and lets go of the lock; else leaves it held. */
static bool receive_now(cell *x, struct ffc_channel *chan) {
  acquire(chan);
  struct waiter *sender = dequeue(&chan->senders);
  if (chan->count != 0) {
    *x = take(chan);
    if (sender) put(chan, sender->value);
  } else if (sender) {
    *x = sender->value;
  } else {
    return false;
  }
  unlock_and_wake(chan, sender);
  return true;
}

/* False once the channel is closed and drained. */
static bool receive(struct ffc_context *ctx, cell *x, struct ffc_channel *chan) {
  if (receive_now(x, chan)) return true;
  if (chan->closed) {
    ffc_unlock(&chan->lock);
    return false;
  }
  struct waiter waiter = {.ctx = ctx};
  bool received = wait_in(&chan->receivers, &waiter, "recv on channel ", chan);
  *x = waiter.value;
  return received;
}

/* ---- What the program calls ---- */

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
  if (send_now(ctx, x, chan)) return;
  struct waiter waiter = {.ctx = ctx, .value = x};
  if (!wait_in(&chan->senders, &waiter, "send on channel ", chan)) ffc_raise(ctx, FFC_SEND_CLOSED);
}

cell ffc_recv(struct ffc_context *ctx, struct ffc_channel *chan) {
  FFC_ENTER(ctx);
  cell x;
  if (!receive(ctx, &x, chan)) ffc_raise(ctx, FFC_RECV_CLOSED);
  return x;
}

struct two ffc_recv_flag(struct ffc_context *ctx, struct ffc_channel *chan) {
  FFC_ENTER(ctx);
  cell x;
  return receive(ctx, &x, chan) ? (struct two){x, -1} : (struct two){0, 0};
}

cell ffc_try_send(struct ffc_context *ctx, cell x, struct ffc_channel *chan) {
  FFC_ENTER(ctx);
  if (send_now(ctx, x, chan)) return -1;
  ffc_unlock(&chan->lock);
  return 0;
}

struct two ffc_try_recv(struct ffc_context *ctx, struct ffc_channel *chan) {
  FFC_ENTER(ctx);
  cell x;
  if (receive_now(&x, chan)) return (struct two){x, -1};
  ffc_unlock(&chan->lock);
  return (struct two){0, 0};
}

/* A woken sender whose value nobody took was woken by the closing. */
cell ffc_send_timeout(struct ffc_context *ctx, cell x, cell ms, struct ffc_channel *chan) {
  FFC_ENTER(ctx);
  if (send_now(ctx, x, chan)) return -1;
  if (ms <= 0) {
    ffc_unlock(&chan->lock);
    return 0;
  }
  struct waiter waiter = {.ctx = ctx, .value = x};
  enqueue(&chan->senders, &waiter);
  if (!ffc_wait_until(ctx, deadline_after(ms), &chan->lock, withdraw, &waiter)) return 0;
  if (!waiter.done) ffc_raise(ctx, FFC_SEND_CLOSED);
  return -1;
}

/* False also if the channel is closed, or is closed in the meantime. */
struct two ffc_recv_timeout(struct ffc_context *ctx, cell ms, struct ffc_channel *chan) {
  FFC_ENTER(ctx);
  cell x;
  if (receive_now(&x, chan)) return (struct two){x, -1};
  if (chan->closed || ms <= 0) {
    ffc_unlock(&chan->lock);
    return (struct two){0, 0};
  }
  struct waiter waiter = {.ctx = ctx};
  enqueue(&chan->receivers, &waiter);
  bool woken = ffc_wait_until(ctx, deadline_after(ms), &chan->lock, withdraw, &waiter);
  return woken && waiter.done ? (struct two){waiter.value, -1} : (struct two){0, 0};
}

void ffc_close_channel(struct ffc_context *ctx, struct ffc_channel *chan) {
  FFC_ENTER(ctx);
  acquire(chan);
  bool was_closed = chan->closed;
  struct waiter *senders = chan->senders.first, *receivers = chan->receivers.first;
  chan->closed = true;
  chan->senders.first = chan->receivers.first = NULL;
  ffc_unlock(&chan->lock);
  if (was_closed) ffc_raise(ctx, FFC_CLOSE_CLOSED);
  for (struct waiter *next, *w = senders ? senders : receivers; w; w = next) {
    next = w->next; /* the waiter is gone once it is woken */
    ffc_wake(w->ctx);
  }
}

cell ffc_closed(struct ffc_context *ctx, struct ffc_channel *chan) {
  FFC_ENTER(ctx);
  acquire(chan);
  bool closed = chan->closed;
  ffc_unlock(&chan->lock);
  return closed ? -1 : 0;
}

/*
 * Channels, as channels.c, channel-ends.c and select.c see them.
 *
 * A channel is a ring of cells under a lock, and on each side a queue of waiters. Who waits for a ring is woken to look
 * again: by then somebody else may have been faster, and it goes back to the front of its queue. While anybody is on the
 * way to look, on whichever side (woken, or looking out before it would sleep), nobody else need be woken: who has
 * looked sees to it that the next is woken, on either side, if there is something to be had. Invariants, whenever
 * the lock is free:
 * - while the ring has something for one who waits, somebody is on the way to look;
 * - nobody waits on a closed channel.
 * So no wake-up is lost, and a thread is woken for a burst of items rather than for each.
 *
 * A rendezvous has no ring: who finds a partner waiting completes the partner's operation and wakes it. In the same way
 * are completed: the waiters of a `select`, which wait in several queues, and now and then the first in a queue of whom
 * others were always faster, so that nobody starves.
 */
#ifndef FFC_CHANNEL_H
#define FFC_CHANNEL_H

#include "ffc.h"

enum direction { SEND, RECEIVE };
/* What became of an operation. */
enum outcome { DONE, CLOSED, TOO_LATE };
#define OTHER(direction) (1 - (direction))

struct ffc_queue {
  struct ffc_waiter *first, *last;
};

/* Aligned to 16 only, be it static or on the heap. There what all write to, from the lock on, is one line of the cache:
   a block begins 16 bytes after such a line does. */
struct ffc_channel {
  union {
    struct {
      ucell capacity;
      bool closed;
      bool is_near[2];                /* a side seems to look out from the processor that the other side is on */
      uint32_t overtaken[2];          /* how often somebody was faster than who waits there */
      struct ffc_context *lookout[2]; /* one of those on the way, who has not slept yet */
      _Alignas(16) struct ffc_brief_lock lock;
      uint32_t coming; /* how many are on their way to look */
      struct ffc_queue queue[2];
      ucell next[2], count; /* the cells in the ring to send to and to receive from; how many there are to receive */
    };
    char header[FFC_CHANNEL_SIZE];
  };
  cell ring[];
};
_Static_assert(offsetof(struct ffc_channel, lock) == 48, "the beginning of a line");
_Static_assert(offsetof(struct ffc_channel, capacity) == 0, "known to compiled code");
_Static_assert(offsetof(struct ffc_channel, ring) == FFC_CHANNEL_SIZE, "known to compiled code");

/* Under the lock. */
void ffc_enqueue(struct ffc_queue *, struct ffc_waiter *, bool is_first);
void ffc_dequeue(struct ffc_waiter *);
/* Takes off the first who is to be had, to be woken when the lock has been let go: of the waiters of a select that is
   only one. NULL if there is none. */
struct ffc_waiter *ffc_claim(struct ffc_queue *, struct ffc_waiter **woken);
/* Does the operation if that needs no waiting; else false. Not on a closed channel, unless it can be received from. */
bool ffc_channel_try(struct ffc_channel *, enum direction, cell *x, struct ffc_waiter **woken);
/* Does it, waiting for it until the deadline, which may be 0 or FFC_FOREVER. */
FFC_PROBE enum outcome ffc_channel_operate(struct ffc_context *, struct ffc_channel *, enum direction, cell *x,
                                           int64_t deadline);
/* What the words with a flag return. */
struct two ffc_received(enum outcome, cell x);
cell ffc_sent(struct ffc_context *, enum outcome);
/* After a change: wakes whom it concerns, and lets go of the lock. */
void ffc_channel_release(struct ffc_channel *, struct ffc_waiter *woken);

#endif

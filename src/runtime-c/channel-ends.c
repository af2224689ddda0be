/* Channels: closing them and giving them back. A file of its own, since a channel may be there to be closed only. */
#include "channel.h"

/* In the probes: the lock is the first that is touched of what the program calls a channel. */
FFC_PROBE static void acquire(struct ffc_channel *chan) { ffc_brief_lock(&chan->lock); }

void ffc_close_channel(struct ffc_context *ctx, struct ffc_channel *chan) {
  FFC_ENTER_SHARED(ctx);
  acquire(chan);
  if (chan->closed) {
    ffc_brief_unlock(&chan->lock);
    ffc_raise(ctx, FFC_CLOSE_CLOSED);
  }
  struct ffc_waiter *woken = NULL;
  __atomic_store_n(&chan->closed, true, __ATOMIC_RELAXED);
  const struct ffc_waiter *waiter;
  while ((waiter = ffc_claim(&chan->queue[SEND], &woken)) || (waiter = ffc_claim(&chan->queue[RECEIVE], &woken)))
    if (!waiter->selected) chan->coming++; /* to see that it is closed */
  ffc_channel_release(chan, woken);
}

cell ffc_closed(struct ffc_context *ctx, struct ffc_channel *chan) {
  FFC_ENTER(ctx);
  acquire(chan);
  bool closed = chan->closed;
  ffc_brief_unlock(&chan->lock);
  return closed ? -1 : 0;
}

/* What the compiler made is nobody's to give back: it stays, closed. */
void ffc_free_channel(struct ffc_context *ctx, struct ffc_channel *chan) {
  FFC_ENTER(ctx);
  acquire(chan);
  bool is_in_use = chan->queue[SEND].first || chan->queue[RECEIVE].first || chan->coming != 0;
  if (!is_in_use) __atomic_store_n(&chan->closed, true, __ATOMIC_RELAXED);
  ffc_brief_unlock(&chan->lock);
  if (is_in_use) ffc_raise(ctx, FFC_CHANNEL_IN_USE);
  ffc_channel_put(ctx, chan);
}

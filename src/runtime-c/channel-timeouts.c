/* Channels: sending and receiving with a limit of time. */
#include "channel.h"

/* Wherever it stands, if it is in its queue. */
void ffc_dequeue(struct ffc_waiter *waiter) {
  struct ffc_queue *queue = waiter->queue;
  if (!queue) return;
  struct ffc_waiter *before = NULL, **link = &queue->first;
  for (; *link != waiter; link = &before->next) before = *link;
  *link = waiter->next;
  if (queue->last == waiter) queue->last = before;
  waiter->queue = NULL;
}

bool ffc_channel_give_up(struct ffc_channel *chan, struct ffc_waiter *waiter, const char *what) {
  ffc_brief_lock(&chan->lock);
  bool was_queued = waiter->queue != NULL;
  ffc_dequeue(waiter);
  ffc_brief_unlock(&chan->lock);
  if (was_queued) return false;
  return ffc_wait(waiter->ctx, what, (ucell)chan, FFC_FOREVER, false); /* the wake-up is on its way */
}

/* ---- What the program calls ---- */

static enum outcome operate_for(struct ffc_context *ctx, struct ffc_channel *chan, enum direction direction, cell *x,
                                cell ms) {
  enum outcome outcome = ffc_channel_operate(ctx, chan, direction, x, 0);
  return outcome == TOO_LATE && ms > 0 ? ffc_channel_operate(ctx, chan, direction, x, ffc_deadline(ms)) : outcome;
}

cell ffc_send_timeout(struct ffc_context *ctx, cell x, cell ms, struct ffc_channel *chan) {
  FFC_ENTER(ctx);
  return ffc_sent(ctx, operate_for(ctx, chan, SEND, &x, ms));
}

struct two ffc_recv_timeout(struct ffc_context *ctx, cell ms, struct ffc_channel *chan) {
  FFC_ENTER(ctx);
  cell x = 0;
  enum outcome outcome = operate_for(ctx, chan, RECEIVE, &x, ms);
  return ffc_received(outcome, x);
}

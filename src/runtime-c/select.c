/*
 * SELECT: the first of several sends and receives that can be done, of each at most one.
 *
 * Cases are collected in a list that belongs to the thread, one inside the other where a case is computed by a
 * word that itself selects. With all channels locked, in the order of their addresses, the cases are tried one after
 * the other, beginning somewhere else each time. If none can be done a waiter for each is put into the queue of its
 * channel; who takes off the first of them completes it and so has decided which one it is (channel.h).
 */
#include "channel.h"

struct one_case {
  struct ffc_waiter waiter;
  struct ffc_channel *chan; /* NULL: a case that never comes */
  enum direction direction;
};

struct ffc_selection {
  struct ffc_selection *outer;
  void *handler; /* innermost CATCH around: what a throw has left behind is of another one */
  ucell count, room;
  struct one_case cases[];
};

/* ---- Lists of cases ---- */

static struct ffc_selection *get(struct ffc_context *ctx, ucell room) {
  struct ffc_selection *selection = ffc_heap_get(ctx, sizeof *selection + room * sizeof selection->cases[0]);
  if (!selection) ffc_raise(ctx, FFC_ALLOCATE);
  selection->room = room;
  return selection;
}

static void drop(struct ffc_context *ctx) {
  struct ffc_selection *selection = ctx->selection;
  ctx->selection = selection->outer;
  ffc_heap_put(ctx, selection);
}

/* The one that is being collected. */
static struct ffc_selection *current(struct ffc_context *ctx) {
  while (ctx->selection && ctx->selection->handler != ctx->handler) drop(ctx);
  if (!ctx->selection) ffc_raise(ctx, FFC_NO_SELECTION);
  return ctx->selection;
}

void ffc_select_begin(struct ffc_context *ctx) {
  FFC_ENTER(ctx);
  struct ffc_selection *selection = get(ctx, 4);
  selection->outer = ctx->selection;
  selection->handler = ctx->handler;
  selection->count = 0;
  ctx->selection = selection;
}

static void add(struct ffc_context *ctx, struct ffc_channel *chan, enum direction direction, cell x) {
  struct ffc_selection *selection = current(ctx);
  if (chan) ffc_probe_read((const char *)chan, FFC_CHANNEL_SIZE);
  if (selection->count == selection->room) {
    struct ffc_selection *larger = get(ctx, 2 * selection->room);
    larger->outer = selection->outer;
    larger->handler = selection->handler;
    larger->count = selection->count;
    ffc_copy(larger->cases, selection->cases, selection->count * sizeof selection->cases[0]);
    ctx->selection = larger;
    ffc_heap_put(ctx, selection);
    selection = larger;
  }
  selection->cases[selection->count++] = (struct one_case){{.value = x}, chan, direction};
}

void ffc_select_send(struct ffc_context *ctx, cell x, struct ffc_channel *chan) {
  FFC_ENTER(ctx);
  add(ctx, chan, SEND, x);
}

void ffc_select_recv(struct ffc_context *ctx, struct ffc_channel *chan) {
  FFC_ENTER(ctx);
  add(ctx, chan, RECEIVE, 0);
}

/* ---- Selecting ---- */

/* The channels in the order of their addresses, each once; NULL begins and ends. */
static struct ffc_channel *next_channel(const struct ffc_selection *selection, const struct ffc_channel *after) {
  struct ffc_channel *next = NULL;
  for (ucell i = 0; i < selection->count; i++) {
    struct ffc_channel *chan = selection->cases[i].chan;
    if (chan > after && (!next || chan < next)) next = chan;
  }
  return next;
}

static void lock_all(const struct ffc_selection *selection) {
  for (struct ffc_channel *chan = NULL; (chan = next_channel(selection, chan)) != NULL;) ffc_brief_lock(&chan->lock);
}

static void unlock_all(const struct ffc_selection *selection) {
  for (struct ffc_channel *chan = NULL; (chan = next_channel(selection, chan)) != NULL;) ffc_brief_unlock(&chan->lock);
}

/* Everybody's beginning is another one, and another one each time. */
static ucell beginning(struct ffc_context *ctx, ucell count) {
  ctx->chance = (ctx->chance + (uintptr_t)ctx) * UINT64_C(6364136223846793005) + 1;
  return (ctx->chance >> 33) % count;
}

/* With all locked: the case that has been done, or whose channel is closed, or none. */
static struct one_case *try(struct ffc_context *ctx, struct ffc_selection *selection, bool *is_closed,
                            struct ffc_waiter **woken) {
  for (ucell left = selection->count, i = left ? beginning(ctx, left) : 0; left > 0; left--) {
    struct one_case *one = &selection->cases[i];
    i = i + 1 == selection->count ? 0 : i + 1;
    if (!one->chan) continue;
    *is_closed = one->direction == SEND && one->chan->closed;
    if (*is_closed || ffc_channel_try(one->chan, one->direction, &one->waiter.value, woken)) return one;
    *is_closed = one->chan->closed;
    if (*is_closed) return one;
  }
  return NULL;
}

/* With all locked, which are let go: until one of the cases is completed, or its channel closed. */
static struct one_case *wait_for_one(struct ffc_context *ctx, struct ffc_selection *selection, int64_t deadline) {
  struct ffc_waiter *selected = NULL;
  struct ffc_channel *first = next_channel(selection, NULL);
  for (ucell i = 0; i < selection->count; i++) {
    struct one_case *one = &selection->cases[i];
    one->waiter.ctx = ctx;
    one->waiter.queue = NULL;
    one->waiter.done = false;
    one->waiter.selected = &selected;
    if (one->chan) ffc_enqueue(&one->chan->queue[one->direction], &one->waiter, false);
  }
  unlock_all(selection);
  bool woken = ffc_wait(ctx, "select on channel ", (ucell)first, deadline, true);
  lock_all(selection);
  for (ucell i = 0; i < selection->count; i++) ffc_dequeue(&selection->cases[i].waiter);
  unlock_all(selection);
  if (!selected) return NULL;
  if (!woken) ffc_wait(ctx, "select on channel ", (ucell)first, FFC_FOREVER, true); /* the wake-up is on its way */
  return (struct one_case *)selected;
}

/* What was received, and twice the number of the case, one more if its channel was not closed; 0 -2 if none came in
   time. The largest number of milliseconds is without end. */
struct two ffc_select(struct ffc_context *ctx, cell ms) {
  FFC_ENTER_SHARED(ctx);
  struct ffc_selection *selection = current(ctx);
  int64_t deadline = ms == INT64_MAX ? FFC_FOREVER : ffc_deadline(ms);
  struct one_case *one;
  bool is_closed = false;
  for (;;) {
    struct ffc_waiter *woken = NULL;
    lock_all(selection);
    one = try(ctx, selection, &is_closed, &woken);
    if (one) {
      struct ffc_channel *chan = NULL;
      while ((chan = next_channel(selection, chan)) != NULL)
        if (chan != one->chan) ffc_brief_unlock(&chan->lock);
      ffc_channel_release(one->chan, woken);
      break;
    }
    if (ms <= 0) {
      unlock_all(selection);
      break;
    }
    one = wait_for_one(ctx, selection, deadline);
    if (!one || one->waiter.done) break;
  }
  if (one && is_closed && one->direction == SEND) {
    drop(ctx);
    ffc_raise(ctx, FFC_SEND_CLOSED);
  }
  struct two result = {0, -2};
  if (one) {
    if (one->direction == RECEIVE && !is_closed) result.a = one->waiter.value;
    result.b = 2 * (one - selection->cases) + !is_closed;
  }
  drop(ctx);
  return result;
}

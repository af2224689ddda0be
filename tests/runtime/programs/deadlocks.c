/* Programs that wait in vain; argument 1 picks a case. */
#include "forth.h"

static char empty[128 + 8] __attribute__((aligned(16))) = {1};
static char rendezvous[128] __attribute__((aligned(16)));
#define EMPTY ((struct ffc_channel *)empty)
#define RENDEZVOUS ((struct ffc_channel *)rendezvous)

FORTH_BEGIN("deadlocks.fs")

WORD(worker, "worker", 5, 0) { ffc_recv(ctx, EMPTY); }
WORD(sender, "sender", 6, 0) { ffc_send(ctx, 1, RENDEZVOUS); }
WORD(join_1, "join-1", 7, 0) { ffc_join(ctx, 1); }
WORD(short_lived, "short-lived", 8, 0) { ffc_ms(ctx, 50); }
WORD(late, "late", 9, 0) {
  ffc_ms(ctx, 100);
  ffc_send(ctx, 1, EMPTY);
}

PROGRAM {
  say("output first\n");
  if (argument_is(1, "alone")) ffc_recv(ctx, EMPTY);
  if (argument_is(1, "several")) {
    spawn(worker_xt);
    spawn(sender_xt);
    spawn(join_1_xt);
    ffc_send(ctx, 1, RENDEZVOUS);
  }
  if (argument_is(1, "last-thread-ends")) {
    spawn(short_lived_xt);
    ffc_recv(ctx, EMPTY);
  }
  if (argument_is(1, "join-myself")) {
    spawn(join_1_xt);
    ffc_recv(ctx, EMPTY);
  }
  if (argument_is(1, "not-yet")) {
    spawn(late_xt);
    ffc_recv(ctx, EMPTY);
  }
}

FORTH_END

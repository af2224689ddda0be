/* The coordinator of the README's example: ten agents, a channel of work, one of results, a list. */
#include "forth.h"

static char work_queue[128 + 8 * 100] __attribute__((aligned(16))) = {100};
static char result_queue[128 + 8 * 100] __attribute__((aligned(16))) = {100};
#define WORK ((struct ffc_channel *)work_queue)
#define RESULTS ((struct ffc_channel *)result_queue)

FORTH_BEGIN("multi-agent.fs")

WORD(agent_worker, "agent-worker", 16, 1) {
  for (;;) ffc_send(ctx, ffc_recv(ctx, WORK), RESULTS);
}

PROGRAM {
  cell specs = 0, results = 0, sum = 0;
  for (int i = 0; i < 10; i++) {
    push(i);
    ffc_detach(ctx, spawn(agent_worker_xt));
    pop();
  }
  for (cell i = 1; i <= 100; i++) specs = ffc_cons(ctx, specs, i);
  for (; specs; specs = ((cell *)specs)[1]) ffc_send(ctx, ((cell *)specs)[0], WORK);
  for (int i = 0; i < 100; i++) results = ffc_cons(ctx, results, ffc_recv(ctx, RESULTS));
  for (; results; results = ((cell *)results)[1]) sum += ((cell *)results)[0];
  say("results 100 sum ");
  dot(sum);
  ffc_emit(ctx, '\n');
}

FORTH_END

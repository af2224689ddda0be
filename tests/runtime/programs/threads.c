/* SPAWN, JOIN, DETACH; argument 1 picks a case. */
#include "forth.h"

static cell total;
static struct ffc_channel *gate;

FORTH_BEGIN("threads.fs")

WORD(add_two, "add-two", 5, 2) {
  cell b = pop(), a = pop();
  if ((char *)sp != ctx->stack_base || ctx->base != 10) say("wrong start\n");
  __atomic_fetch_add(&total, 10 * a + b, __ATOMIC_SEQ_CST);
}
WORD(add_one, "add-one", 6, 0) { __atomic_fetch_add(&total, 1, __ATOMIC_SEQ_CST); }
WORD(fail, "fail", 7, 0) { ffc_throw(ctx, -10); }
WORD(fail_loudly, "fail-loudly", 8, 0) { ffc_abort_message(ctx, "no luck", 7); }
WORD(fail_quietly, "fail-quietly", 9, 0) { ffc_throw(ctx, -1); }
WORD(recurse, "recurse", 10, 0) {
  recurse();
  *(volatile cell *)ctx->pad += 1;
}
WORD(overflow, "overflow", 11, 0) {
  for (;;) push(1);
}
WORD(leave, "leave", 12, 0) {
  say("leaving\n");
  ffc_bye(ctx, 3);
}
WORD(forever, "forever", 13, 0) {
  for (;;) ffc_ms(ctx, 1000);
}
WORD(catcher, "catcher", 14, 0) {
  if (catch(recurse_xt) == -5 && catch(overflow_xt) == -3 && catch(fail_xt) == -10) add_one();
}
WORD(join_popped, "join-popped", 15, 0) { ffc_join(ctx, pop()); }
WORD(detach_popped, "detach-popped", 16, 0) { ffc_detach(ctx, pop()); }
WORD(sleeper, "sleeper", 17, 0) {
  ffc_ms(ctx, 30);
  add_one();
}

WORD(spawn_forever, "spawn-forever", 18, 0) { spawn(forever_xt); }
WORD(spawner, "spawner", 19, 0) {
  for (int i = 0; i < 500; i++) {
    cell id = spawn(add_one_xt);
    if (i & 1)
      ffc_join(ctx, id);
    else
      ffc_detach(ctx, id);
  }
}

WORD(blocked, "blocked", 20, 0) { ffc_recv_flag(ctx, gate); }
WORD(open_gate, "open-gate", 21, 0) { ffc_close_channel(ctx, gate); }

PROGRAM {
  if (argument_is(1, "blocked")) {
    static cell ids[10000];
    gate = (struct ffc_channel *)ffc_channel(ctx, 0);
    for (int i = 0; i < 10000; i++) ids[i] = spawn(blocked_xt);
    ffc_ms(ctx, 300);
    ffc_write(2, "ready", 5);
    ffc_key(ctx);
    open_gate();
    for (int i = 0; i < 10000; i++) ffc_join(ctx, ids[i]);
    say("all ended");
  }
  if (argument_is(1, "one-waits")) {
    gate = (struct ffc_channel *)ffc_channel(ctx, 0);
    spawn(blocked_xt);
    ffc_ms(ctx, 100);
    ffc_write(2, "ready", 5);
    forever();
  }
  if (argument_is(1, "all-wait")) { /* for the last */
    static cell ids[1000];
    gate = (struct ffc_channel *)ffc_channel(ctx, 0);
    for (int i = 0; i < 50; i++) spawn(add_one_xt); /* some to wait for tasks */
    for (int i = 0; i < 1000; i++) ids[i] = spawn(blocked_xt);
    ffc_join(ctx, spawn(open_gate_xt));
    for (int i = 0; i < 1000; i++) ffc_join(ctx, ids[i]);
    say("all ended");
  }
  if (argument_is(1, "join")) {
    push(1), push(4), push(2);
    cell id = spawn(add_two_xt);
    dot(id);
    ffc_join(ctx, id);
    dot(total);
    push(id);
    dot(catch(join_popped_xt)); /* a second time */
    *sp = 77;
    dot(catch(join_popped_xt)); /* no such thread */
    *sp = 0;
    dot(catch(detach_popped_xt)); /* the main thread */
    *sp = id = spawn(sleeper_xt);
    ffc_detach(ctx, id);
    dot(catch(join_popped_xt)); /* detached */
    *sp = id = spawn(sleeper_xt);
    ffc_ms(ctx, 100);
    ffc_detach(ctx, id); /* finished */
    dot(catch(detach_popped_xt));
    dot(total);
  }
  if (argument_is(1, "rethrow")) {
    const struct ffc_token *bad[] = {&fail_xt, &recurse_xt, &overflow_xt, &fail_quietly_xt};
    push(0);
    for (int i = 0; i < 4; i++) {
      *sp = spawn(*bad[i]);
      ffc_ms(ctx, 50);
      dot(catch(join_popped_xt));
    }
    ffc_join(ctx, spawn(fail_loudly_xt));
  }
  if (argument_is(1, "catch")) {
    cell ids[8];
    for (int i = 0; i < 8; i++) ids[i] = spawn(catcher_xt);
    for (int i = 0; i < 8; i++) ffc_join(ctx, ids[i]);
    dot(total);
  }
  if (argument_is(1, "bye")) {
    say("before ");
    spawn(leave_xt);
    forever();
  }
  if (argument_is(1, "main-ends")) {
    for (int i = 0; i < 10; i++) spawn(forever_xt);
    say("done");
  }
  if (argument_is(1, "many-at-once")) {
    static cell ids[10000];
    for (int i = 0; i < 10000; i++) ids[i] = spawn(sleeper_xt);
    for (int i = 0; i < 10000; i++) ffc_join(ctx, ids[i]);
    dot(total);
  }
  if (argument_is(1, "many-in-turn")) {
    for (int i = 0; i < 20000; i++) {
      cell id = spawn(add_one_xt);
      if (i & 1) ffc_join(ctx, id);
    }
    while (__atomic_load_n(&total, __ATOMIC_SEQ_CST) < 20000) ffc_ms(ctx, 1);
    dot(total);
  }
  if (argument_is(1, "spawners")) {
    cell ids[20];
    for (int i = 0; i < 20; i++) ids[i] = spawn(spawner_xt);
    for (int i = 0; i < 20; i++) ffc_join(ctx, ids[i]);
    while (__atomic_load_n(&total, __ATOMIC_SEQ_CST) < 10000) ffc_ms(ctx, 1);
    dot(total);
  }
  if (argument_is(1, "hundred")) {
    for (int i = 0; i < 100; i++) spawn(forever_xt);
    ffc_write(2, "ready", 5);
    forever();
  }
  if (argument_is(1, "too-many")) {
    cell code = 0, n = 0;
    for (; n < 100000 && code == 0; n++) code = catch(spawn_forever_xt);
    if (n > 20) dot(code);
    spawn_forever();
  }
}

FORTH_END

/* Channels: what each operation does, and a stress test; argument 1 picks a case. */
#include "forth.h"

static char static_channel[128 + 8 * 3] __attribute__((aligned(16))) = {3};
static struct ffc_channel *chan, *done;
static cell items, sum;

FORTH_BEGIN("channels.fs")

WORD(send_popped, "send-popped", 5, 1) { ffc_send(ctx, pop(), chan); }
WORD(receive, "receive", 6, 0) { push(ffc_recv(ctx, chan)); }
WORD(close, "close", 7, 0) { ffc_close_channel(ctx, chan); }
WORD(try_popped, "try-popped", 8, 0) { push(ffc_try_send(ctx, pop(), chan)); }
WORD(slow_receive, "slow-receive", 9, 0) {
  ffc_ms(ctx, 30);
  cell x = ffc_recv(ctx, chan);
  __atomic_store_n(&sum, x, __ATOMIC_SEQ_CST);
}
WORD(receive_at_once, "receive-at-once", 10, 0) { __atomic_store_n(&sum, ffc_recv(ctx, chan), __ATOMIC_SEQ_CST); }
WORD(send_closed, "send-closed", 11, 0) {
  push(5);
  dot(catch(send_popped_xt));
}
WORD(receive_closed, "receive-closed", 12, 0) { dot(catch(receive_xt)); }
WORD(new_channel, "new-channel", 13, 0) { push(ffc_channel(ctx, pop())); }

WORD(producer, "producer", 20, 1) {
  cell first = pop();
  for (cell i = 0; i < items; i++) ffc_send(ctx, first + i, chan);
}
WORD(consumer, "consumer", 21, 0) {
  cell mine = 0;
  for (;;) {
    struct two got = ffc_recv_flag(ctx, chan);
    if (!got.b) break;
    mine += got.a;
  }
  ffc_send(ctx, mine, done);
}
/* Takes and gives without blocking, now and then. */
WORD(trier, "trier", 22, 1) {
  cell left = items, mine = 0, x = pop();
  while (left > 0) {
    if (ffc_try_send(ctx, x, chan)) left--;
    struct two got = ffc_try_recv(ctx, chan);
    if (got.b) mine += got.a;
  }
  for (;;) {
    struct two got = ffc_try_recv(ctx, chan);
    if (!got.b) break;
    mine += got.a;
  }
  ffc_send(ctx, mine, done);
}
/* Sends each number on to the next in a ring. */
WORD(relay, "relay", 23, 2) {
  struct ffc_channel *to = (struct ffc_channel *)pop(), *from = (struct ffc_channel *)pop();
  for (;;) {
    cell x = ffc_recv(ctx, from);
    if (x == 0) ffc_bye(ctx, 0);
    ffc_send(ctx, x - 1, to);
  }
}
/* Gives and takes with time limits so short that they often pass. */
WORD(impatient, "impatient", 24, 1) {
  cell left = items, mine = 0, x = pop();
  while (left > 0) {
    if (ffc_send_timeout(ctx, x, left & 1, chan)) left--;
    struct two got = ffc_recv_timeout(ctx, left & 1, chan);
    if (got.b) mine += got.a;
  }
  for (struct two got; (got = ffc_recv_timeout(ctx, 20, chan)).b;) mine += got.a;
  ffc_send(ctx, mine, done);
}
WORD(send_in_time, "send-in-time", 25, 0) { ffc_send_timeout(ctx, 1, 1000, chan); }

PROGRAM {
  if (argument_is(1, "one-thread")) {
    chan = (struct ffc_channel *)static_channel;
    for (cell round = 0; round < 4; round++) { /* the ring wraps around */
      for (cell i = 0; i < 3; i++) ffc_send(ctx, 10 * round + i, chan);
      dot(ffc_try_send(ctx, 9, chan)); /* full */
      for (cell i = 0; i < 3 - (round == 3); i++) dot(ffc_recv(ctx, chan));
    }
    dot(ffc_closed(ctx, chan));
    ffc_close_channel(ctx, chan);
    dot(ffc_closed(ctx, chan));
    struct two got = ffc_recv_flag(ctx, chan); /* drains */
    dot(got.a), dot(got.b);
    got = ffc_recv_flag(ctx, chan);
    dot(got.a), dot(got.b);
    got = ffc_try_recv(ctx, chan);
    dot(got.a), dot(got.b);
    send_closed();
    push(5);
    dot(catch(try_popped_xt));
    receive_closed();
    dot(catch(close_xt));
    push(-1);
    dot(catch(new_channel_xt));
    *sp = 1L << 50;
    dot(catch(new_channel_xt));
  }
  if (argument_is(1, "rendezvous")) {
    chan = (struct ffc_channel *)ffc_channel(ctx, 0);
    dot(ffc_try_send(ctx, 1, chan)); /* nobody waits */
    dot(ffc_try_recv(ctx, chan).b);
    cell before = ffc_utime(ctx);
    cell id = spawn(slow_receive_xt);
    ffc_send(ctx, 7, chan); /* until it is taken */
    dot(ffc_utime(ctx) - before > 20000);
    ffc_join(ctx, id);
    dot(sum);
    id = spawn(receive_at_once_xt);
    while (!ffc_try_send(ctx, 8, chan)) ffc_ms(ctx, 1);
    ffc_join(ctx, id);
    dot(sum);
    push(9);
    id = spawn(send_popped_xt);
    struct two got;
    while (!(got = ffc_try_recv(ctx, chan)).b) ffc_ms(ctx, 1);
    dot(got.a);
    ffc_join(ctx, id);
  }
  if (argument_is(1, "close-wakes")) {
    chan = (struct ffc_channel *)ffc_channel(ctx, 0);
    cell ids[6];
    for (int i = 0; i < 6; i++) ids[i] = spawn(receive_closed_xt);
    ffc_ms(ctx, 50);
    ffc_close_channel(ctx, chan);
    for (int i = 0; i < 6; i++) ffc_join(ctx, ids[i]);
    chan = (struct ffc_channel *)ffc_channel(ctx, 0);
    for (int i = 0; i < 6; i++) ids[i] = spawn(send_closed_xt);
    ffc_ms(ctx, 50);
    ffc_close_channel(ctx, chan);
    for (int i = 0; i < 6; i++) ffc_join(ctx, ids[i]);
  }
  if (argument_is(1, "stress")) { /* stress PRODUCERS CONSUMERS CAPACITY ITEMS */
    cell numbers[4], expected = 0, got = 0;
    for (int i = 0; i < 4; i++) {
      struct two arg = ffc_arg(ctx, 2 + i);
      numbers[i] = 0;
      for (const char *p = (const char *)arg.a; arg.b-- > 0; p++) numbers[i] = 10 * numbers[i] + *p - '0';
    }
    items = numbers[3];
    chan = (struct ffc_channel *)ffc_channel(ctx, numbers[2]);
    done = (struct ffc_channel *)ffc_channel(ctx, 0);
    cell ids[200];
    for (cell i = 0; i < numbers[0]; i++) {
      push(i * items);
      ids[i] = spawn(producer_xt);
      pop();
    }
    for (cell i = 0; i < numbers[1]; i++) ffc_detach(ctx, spawn(consumer_xt));
    for (cell i = 0; i < numbers[0]; i++) ffc_join(ctx, ids[i]);
    ffc_close_channel(ctx, chan);
    for (cell i = 0; i < numbers[1]; i++) got += ffc_recv(ctx, done);
    cell n = numbers[0] * items;
    expected = n * (n - 1) / 2;
    if (got == expected) say("all there");
  }
  if (argument_is(1, "try-stress")) {
    items = 20000;
    chan = (struct ffc_channel *)ffc_channel(ctx, 5);
    done = (struct ffc_channel *)ffc_channel(ctx, 4);
    for (cell i = 1; i <= 4; i++) {
      push(i);
      ffc_detach(ctx, spawn(trier_xt));
      pop();
    }
    cell got = 0;
    for (int i = 0; i < 4; i++) got += ffc_recv(ctx, done);
    if (got == 10 * items) say("all there");
  }
  if (argument_is(1, "timeouts")) {
    chan = (struct ffc_channel *)ffc_channel(ctx, 0);
    cell start = ffc_utime(ctx);
    dot(ffc_send_timeout(ctx, 1, 30, chan));
    dot(ffc_recv_timeout(ctx, 30, chan).b);
    cell took = ffc_utime(ctx) - start;
    dot(took >= 60000 && took < 1000000);
    dot(ffc_send_timeout(ctx, 1, 0, chan));
    dot(ffc_recv_timeout(ctx, -1, chan).b);
    cell id = spawn(slow_receive_xt);
    dot(ffc_send_timeout(ctx, 8, 2000, chan));
    ffc_join(ctx, id);
    dot(sum);
    push(9);
    id = spawn(send_popped_xt);
    struct two got = ffc_recv_timeout(ctx, INT64_MAX, chan);
    dot(got.a), dot(got.b);
    ffc_join(ctx, id);
    id = spawn(receive_closed_xt);
    ffc_ms(ctx, 30);
    push(0);
    *sp = spawn(send_in_time_xt); /* finds the receiver */
    ffc_join(ctx, *sp);
    ffc_join(ctx, id);
    *sp = spawn(close_xt);
    dot(ffc_recv_timeout(ctx, 2000, chan).b); /* closed meanwhile */
    dot(catch(send_in_time_xt));
  }
  if (argument_is(1, "timed-stress")) {
    items = 3000;
    chan = (struct ffc_channel *)ffc_channel(ctx, 2);
    done = (struct ffc_channel *)ffc_channel(ctx, 4);
    for (cell i = 1; i <= 6; i++) {
      push(i);
      ffc_detach(ctx, spawn(impatient_xt));
      pop();
    }
    cell got = 0;
    for (int i = 0; i < 6; i++) got += ffc_recv(ctx, done);
    if (got == 21 * items) say("all there");
  }
  if (argument_is(1, "ring")) {
    struct ffc_channel *ring[50];
    for (int i = 0; i < 50; i++) ring[i] = (struct ffc_channel *)ffc_channel(ctx, i & 1);
    for (int i = 0; i < 50; i++) {
      push((cell)ring[i]), push((cell)ring[(i + 1) % 50]);
      ffc_detach(ctx, spawn(relay_xt));
      pop(), pop();
    }
    say("around");
    ffc_send(ctx, 20000, ring[0]);
    ffc_recv(ctx, (struct ffc_channel *)static_channel);
  }
}

FORTH_END

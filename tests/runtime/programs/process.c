/* Arguments, input, time, output to descriptors, signals; argument 1 picks a case. */
#include "forth.h"

static char buffer[100000];

FORTH_BEGIN("process.fs")

WORD(shout, "shout", 5, 1) {
  cell letter = pop();
  char line[64];
  for (int i = 0; i < 63; i++) line[i] = (char)letter;
  line[63] = '\n';
  for (int i = 0; i < 3000; i++) ffc_type(ctx, line, 64);
}

PROGRAM {
  if (argument_is(1, "signals")) {
    struct ffc_watch *watch = (struct ffc_watch *)ffc_watch_signals(ctx, 1 << SIGTERM | 1 << SIGINT);
    ffc_signal_self(SIGTERM);
    dot(ffc_next_signal(ctx, watch));
    ffc_signal_self(SIGINT);
    dot(ffc_next_signal(ctx, watch));
    ffc_default_action(ctx, SIGTERM);
    ffc_signal_self(SIGTERM);
    ffc_ms(ctx, 1000);
    dot(0);
  }
  if (argument_is(1, "arguments")) {
    dot(*(cell *)ffc_argc(ctx));
    for (struct two arg; (arg = ffc_next_arg(ctx)).a;) {
      ffc_type(ctx, (const char *)arg.a, (ucell)arg.b);
      ffc_emit(ctx, '|');
    }
    dot(*(cell *)ffc_argc(ctx));
    dot(ffc_arg(ctx, 0).b > 0);
    dot(ffc_arg(ctx, 1).a);
    dot(ffc_arg(ctx, (ucell)-1).a);
  }
  if (argument_is(1, "input")) {
    dot(ffc_key(ctx));
    dot(ffc_key(ctx));
    for (int i = 0; i < 4; i++) {
      cell n = ffc_accept(ctx, buffer, 5);
      dot(n);
      ffc_type(ctx, buffer, (ucell)n);
      ffc_emit(ctx, '|');
    }
    dot(ffc_key(ctx));
  }
  if (argument_is(1, "prompt")) {
    say("name? ");
    cell n = ffc_accept(ctx, buffer, 50);
    say("hello ");
    ffc_type(ctx, buffer, (ucell)n);
  }
  if (argument_is(1, "time")) {
    cell start = ffc_utime(ctx);
    ffc_ms(ctx, 50);
    ffc_ms(ctx, -5);
    cell slept = ffc_utime(ctx) - start;
    dot(slept >= 50000 && slept < 1000000);
    dot(start > 1600000000000000);
    /* One thread cannot use more processor time than passes; ticks of the kernel are coarse. */
    struct two used = ffc_cputime(ctx), now = used;
    cell begin = ffc_utime(ctx);
    while (now.a + now.b < used.a + used.b + 20000) now = ffc_cputime(ctx);
    dot(ffc_utime(ctx) - begin >= 10000);
  }
  if (argument_is(1, "descriptors")) {
    ffc_write_file(ctx, "buffered ", 9, 1);
    ffc_write(2, "direct ", 7);
    ffc_flush(ctx);
    say("again");
  }
  if (argument_is(1, "long-output")) {
    ffc_fill(ctx, buffer, sizeof buffer, 'x');
    for (int i = 0; i < 20; i++) ffc_type(ctx, buffer, sizeof buffer - i);
  }
  if (argument_is(1, "shouting")) {
    cell ids[4];
    for (int i = 0; i < 4; i++) {
      push('a' + i);
      ids[i] = spawn(shout_xt);
      pop();
    }
    for (int i = 0; i < 4; i++) ffc_join(ctx, ids[i]);
  }
  if (argument_is(1, "endless")) {
    for (;;) say("again and again\n");
  }
  if (argument_is(1, "wait")) {
    say("buffered");
    ffc_write(2, "ready", 5);
    for (;;) ffc_ms(ctx, 1000);
  }
}

FORTH_END

/* Throws caught and not, from compiled code, from the runtime and from faults; argument 1 picks a case. */
#include "forth.h"

FORTH_BEGIN("throws.fs")

WORD(throw_7, "throw-7", 10, 0) {
  push(1), push(2), push(3);
  ffc_throw(ctx, 7);
}

#if defined(__x86_64__)
#define TRAP(code) __asm__ volatile("call ffc_trap" ::"a"(code))
#define DIVIDE(low, high, divisor) __asm__ volatile("idivq %2" : "+a"(low), "+d"(high) : "r"(divisor))
#else
/* No division traps there. */
#define TRAP(code) __asm__ volatile("mov x0, %0\n\tbl ffc_trap" ::"r"((cell)(code)) : "x0", "x30")
#define DIVIDE(low, high, divisor) ((void)(low), (void)(high), (void)(divisor), ffc_throw(ctx, -10))
#endif

WORD(trap, "trap", 11, 0) { TRAP(-11); }

WORD(abort_quote, "abort-quote", 12, 0) { ffc_abort_message(ctx, "bad spec", 8); }

WORD(type_nowhere, "type-nowhere", 13, 0) { ffc_type(ctx, (const char *)8, 100); }

WORD(store_nowhere, "store-nowhere", 14, 0) { *(volatile cell *)8 = 1; }

WORD(fetch_noncanonical, "fetch-noncanonical", 15, 0) { *(volatile cell *)0x1234567890abcdef; }

WORD(divide, "divide", 16, 0) {
  cell zero = 0, high = 0, low = 5;
  DIVIDE(low, high, zero);
}

/* Not compiled by what follows as a loop: it is a plain recursion that stores on its way back. */
WORD(recurse, "recurse", 17, 0) {
  recurse();
  *(volatile cell *)ctx->pad += 1;
}

WORD(recurse_in_c, "recurse-in-c", 18, 0) {
  ffc_utime(ctx);
  recurse_in_c();
  *(volatile cell *)ctx->pad += 1;
}

WORD(overflow, "overflow", 19, 0) {
  for (;;) push(1);
}

WORD(underflow, "underflow", 20, 0) {
  for (;;) *(volatile cell *)ctx->pad = pop();
}

WORD(float_overflow, "float-overflow", 21, 0) {
  for (;;) *(volatile cell *)(ctx->float_pointer -= 8) = 0;
}

WORD(float_underflow, "float-underflow", 22, 0) {
  for (;;) *(volatile cell *)(ctx->float_pointer += 8);
}

WORD(move_nowhere, "move-nowhere", 23, 0) { ffc_move(ctx, "abc", (char *)16, 3); }
WORD(fill_nowhere, "fill-nowhere", 24, 0) { ffc_fill(ctx, (char *)16, 3, 0); }
WORD(accept_nowhere, "accept-nowhere", 25, 0) { ffc_accept(ctx, (char *)ffc_words, 3); }
WORD(channel_nowhere, "channel-nowhere", 26, 0) { ffc_recv(ctx, (struct ffc_channel *)16); }
WORD(type_too_much, "type-too-much", 27, 0) { ffc_type(ctx, "abc", (ucell)-1); }

WORD(nothing, "nothing", 28, 0) {}

WORD(rethrow, "rethrow", 29, 0) {
  cell code = catch(throw_7_xt);
  if (code) ffc_throw(ctx, code + 1);
}

WORD(quiet, "quiet", 30, 0) { ffc_throw(ctx, -1); }
WORD(plain_abort, "plain-abort", 31, 0) { ffc_throw(ctx, -2); }
WORD(quit, "quit", 32, 0) { ffc_throw(ctx, -56); }
WORD(closed, "closed", 33, 0) { ffc_throw(ctx, -302); }
WORD(spawn_unknown, "spawn-unknown", 34, 0) {
  static const struct ffc_token token = {nothing, 0, 255, 0, {0}};
  ffc_spawn_inputs(ctx, &token);
}

WORD(execute_data, "execute-data", 35, 0) {
  ((void (*)(void))ctx->pad)();
  *(volatile cell *)ctx->pad = 1;
}
WORD(catch_nothing, "catch-nothing", 36, 0) {
  cell code = catch(*(const struct ffc_token *)8);
  ffc_throw(ctx, code);
}
/* The innermost catch sees the overflow. */
static const struct ffc_token *recurse_catch_token;
WORD(recurse_catch, "recurse-catch", 37, 0) {
  cell code = catch(*recurse_catch_token);
  if (code != 0 && ctx->pad[0] == 0) ctx->pad[0] = (char)code;
}
WORD(catch_deeply, "catch-deeply", 38, 0) {
  ctx->pad[0] = 0;
  recurse_catch_token = &recurse_catch_xt;
  recurse_catch();
  ffc_throw(ctx, ctx->pad[0]);
}

static const struct {
  const char *name;
  const struct ffc_token *xt;
} cases[] = {
    {"throw-7", &throw_7_xt}, {"trap", &trap_xt}, {"abort-quote", &abort_quote_xt},
    {"type-nowhere", &type_nowhere_xt}, {"store-nowhere", &store_nowhere_xt},
    {"fetch-noncanonical", &fetch_noncanonical_xt}, {"divide", &divide_xt}, {"recurse", &recurse_xt},
    {"recurse-in-c", &recurse_in_c_xt}, {"overflow", &overflow_xt}, {"underflow", &underflow_xt},
    {"float-overflow", &float_overflow_xt}, {"float-underflow", &float_underflow_xt},
    {"move-nowhere", &move_nowhere_xt}, {"fill-nowhere", &fill_nowhere_xt},
    {"accept-nowhere", &accept_nowhere_xt}, {"channel-nowhere", &channel_nowhere_xt},
    {"type-too-much", &type_too_much_xt}, {"nothing", &nothing_xt}, {"rethrow", &rethrow_xt},
    {"quiet", &quiet_xt}, {"plain-abort", &plain_abort_xt}, {"quit", &quit_xt}, {"closed", &closed_xt},
    {"spawn-unknown", &spawn_unknown_xt}, {"execute-data", &execute_data_xt},
    {"catch-nothing", &catch_nothing_xt}, {"catch-deeply", &catch_deeply_xt},
};

/* throws CASE: uncaught. throws all: each caught, five times over, with the stacks checked. */
PROGRAM {
  say("start\n");
  for (unsigned i = 0; i < sizeof cases / sizeof *cases; i++)
    if (argument_is(1, cases[i].name)) {
      ((void (*)(void))cases[i].xt->entry)();
      say("end\n");
      return;
    }
  if (argument_is(1, "top-level")) ffc_throw(ctx, -13);
  if (argument_is(1, "fatal")) ffc_text_string((struct ffc_text *)8, "a bug in the runtime");
  for (int round = 0; round < 5; round++)
    for (unsigned i = 0; i < sizeof cases / sizeof *cases; i++) {
      push(41);
      cell *before = sp;
      char *floats = ctx->float_pointer;
      cell code = catch(*cases[i].xt);
      if (sp != before || *sp != 41 || ctx->handler || ctx->float_pointer != floats) say("stack lost ");
      pop();
      if (round == 4) dot(code);
    }
  ffc_emit(ctx, '\n');
}

FORTH_END

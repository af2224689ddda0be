/*
 * What start.c, report.c, faults.c and arch/ would be, for programs of which sanitizers are to see what runs: they know
 * neither our stacks nor our way to throw. A throw goes to the innermost TRY of its thread. What ThreadSanitizer has to
 * know of locks and of sleeping it sees in their atomic accesses.
 */
#ifndef STAND_IN_H
#define STAND_IN_H

#include <pthread.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../../../src/runtime-c/ffc.h"

struct ffc_context ffc_main_context;
static __thread jmp_buf *volatile handler; /* of the innermost TRY */
static __thread volatile cell caught;

void ffc_raise(struct ffc_context *ctx, cell thrown) {
  caught = thrown;
  if (handler) longjmp(*handler, 1);
  ffc_thread_uncaught(ctx, thrown);
  abort();
}

void ffc_probe_read(const char *p, ucell size) { (void)p, (void)size; }

/* Not reached, or of no importance. */
const char ffc_shared[4];
void ffc_main(void) { abort(); }
void ffc_signal_return(void) {}
long ffc_write_some(int fd, const char *text, ucell length) {
  long n = write(fd, text, length);
  return n < 0 ? -errno : n;
}
bool ffc_write_all(int fd, const char *text, ucell length) { return write(fd, text, length) >= 0; }
void ffc_text_put(struct ffc_text *text, const char *format, ucell a, ucell b) {
  (void)text, (void)a, (void)b, fputs(format, stderr);
}
void ffc_text_string(struct ffc_text *text, const char *from) { (void)text, fputs(from, stderr); }
void ffc_text_add(struct ffc_text *text, const char *from, ucell n) { (void)text, fwrite(from, 1, n, stderr); }
void ffc_text_number(struct ffc_text *text, cell n) { (void)text, fprintf(stderr, "%lld", (long long)n); }
void ffc_text_hex(struct ffc_text *text, ucell n) { (void)text, fprintf(stderr, "%#llx", (unsigned long long)n); }
void ffc_text_thread(struct ffc_text *text, const struct ffc_context *ctx) { ffc_text_number(text, (cell)ctx->id); }
void ffc_text_position(struct ffc_text *text, uintptr_t address) { (void)text, (void)address; }
void ffc_text_write(struct ffc_text *text) { (void)text; }

/* 0 or what the statement threw. */
#define TRY(statement)                                     \
  ({                                                       \
    jmp_buf here, *outer = handler;                        \
    handler = &here;                                       \
    caught = 0;                                              \
    if (setjmp(here) == 0) (void)(statement);              \
    handler = outer;                                       \
    caught;                                                  \
  })

static uint64_t roll_of(uint64_t *dice, uint64_t n) {
  *dice = *dice * UINT64_C(6364136223846793005) + 1442695040888963407;
  return (*dice >> 33) % n;
}

/* What chaos.h has waited for: nothing mostly, a turn of others, or some tens of microseconds. */
void chaos(void) {
  static __thread uint64_t dice;
  if (dice == 0) dice = (uintptr_t)&dice;
  uint64_t n = roll_of(&dice, 2048);
  if (n < 16)
    ffc_yield();
  else if (n == 16)
    ffc_sleep_us((int64_t)roll_of(&dice, 100));
}

static void fail(const char *what) {
  fprintf(stderr, "FAILED: %s\n", what);
  exit(1);
}

#endif

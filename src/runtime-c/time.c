/* Clocks and sleep. A thread that sleeps counts as running. */
#include "ffc.h"

cell ffc_utime(struct ffc_context *ctx) {
  FFC_ENTER(ctx);
  return ffc_clock_us(false);
}

cell ffc_ntime(struct ffc_context *ctx) {
  FFC_ENTER(ctx);
  return ffc_clock_ns();
}

cell ffc_monotonic(struct ffc_context *ctx) {
  FFC_ENTER(ctx);
  return ffc_clock_us(true);
}

struct two ffc_cputime(struct ffc_context *ctx) {
  FFC_ENTER(ctx);
  struct two result;
  ffc_cpu_us(&result.a, &result.b);
  return result;
}

void ffc_ms(struct ffc_context *ctx, cell ms) {
  FFC_ENTER_SHARED(ctx);
  if (ms > 0) ffc_sleep_us(ms > INT64_MAX / 1000 ? INT64_MAX : ms * 1000);
}

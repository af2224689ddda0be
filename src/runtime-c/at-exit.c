/*
 * What has to be done however the process ends: with it, these take the place of the platform's functions that
 * end the process, which every way out goes through, signals included.
 *
 * A program that wants nothing done does not link this: in the archive it lies behind the platform's file, where the
 * linker looks for these functions first.
 */
#include "ffc.h"

#define MOST 4

static void (*wishes[MOST])(void);
static int count;

/* Each once, the latest first. They run in signal handlers, too. */
static void fulfil(void) {
  for (int n; (n = __atomic_fetch_sub(&count, 1, __ATOMIC_SEQ_CST)) > 0;) wishes[n - 1]();
}

void ffc_exit_now(int status) {
  fulfil();
  ffc_exit_at_once(status);
}

void ffc_die_by(int signal) {
  fulfil();
  ffc_die_at_once(signal);
}

void ffc_at_exit(void (*wish)(void)) {
  static const uint8_t signals[] = {SIGTERM, SIGINT, SIGHUP, SIGQUIT};
  static struct ffc_lock lock;
  ffc_lock(&lock);
  wishes[count] = wish;
  __atomic_store_n(&count, count + 1, __ATOMIC_SEQ_CST); /* a signal may come at any time */
  ffc_unlock(&lock);
  if (count == 1)
    for (unsigned i = 0; i < sizeof signals; i++) ffc_on_signal(signals[i], ffc_output_signal, true);
}

/* Waiting with a limit of time: in programs that have words for that, which all ask for a deadline. */
#include "ffc.h"

int64_t ffc_deadline(cell ms) {
  const cell longest = (cell)1 << 50; /* 35 thousand years */
  return ffc_clock_us(true) + (ms < longest ? ms : longest) * 1000;
}

/* False if the time came first; then no wake-up was taken. */
bool ffc_park_until(struct ffc_context *ctx, int64_t deadline_us) {
  int *word = &ctx->park, seen = FFC_NOTHING;
  if (__atomic_compare_exchange_n(word, &seen, FFC_ASLEEP_TIMED, false, __ATOMIC_ACQUIRE, __ATOMIC_ACQUIRE)) {
    while (__atomic_load_n(word, __ATOMIC_ACQUIRE) == FFC_ASLEEP_TIMED) {
      int64_t left = deadline_us - ffc_clock_us(true);
      if (left > 0) {
        ffc_word_wait_us(word, FFC_ASLEEP_TIMED, left);
        continue;
      }
      seen = FFC_ASLEEP_TIMED;
      if (__atomic_compare_exchange_n(word, &seen, FFC_NOTHING, false, __ATOMIC_ACQUIRE, __ATOMIC_ACQUIRE)) return false;
    }
  }
  __atomic_store_n(word, FFC_NOTHING, __ATOMIC_RELAXED);
  return true;
}

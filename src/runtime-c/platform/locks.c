/* Locks and parking: what is not done in the few instructions of locks.h. */
#include "../ffc.h"

/* The sections these locks guard are some tens of instructions: the holder is often done before a
   sleep would have begun. */
#define SPINS 100

void ffc_lock_slowly(struct ffc_lock *lock) {
  for (int i = 0; i < SPINS; i++) {
    ffc_relax();
    if (__atomic_load_n(&lock->word, __ATOMIC_RELAXED) == 0 && ffc_try_lock(lock)) return;
  }
  while (__atomic_exchange_n(&lock->word, 2, __ATOMIC_ACQUIRE) != 0) ffc_word_wait(&lock->word, 2);
}

void ffc_lock_release_slowly(struct ffc_lock *lock) { ffc_word_wake(&lock->word); }

void ffc_park(struct ffc_park *park) {
  int expected = 0;
  for (int i = 0; i < SPINS && __atomic_load_n(&park->word, __ATOMIC_RELAXED) == 0; i++) ffc_relax();
  if (__atomic_compare_exchange_n(&park->word, &expected, -1, false, __ATOMIC_ACQUIRE, __ATOMIC_ACQUIRE))
    while (__atomic_load_n(&park->word, __ATOMIC_ACQUIRE) == -1) ffc_word_wait(&park->word, -1);
  __atomic_store_n(&park->word, 0, __ATOMIC_RELAXED);
}

bool ffc_park_until(struct ffc_park *park, int64_t deadline_us) {
  int expected = 0;
  if (__atomic_compare_exchange_n(&park->word, &expected, -1, false, __ATOMIC_ACQUIRE, __ATOMIC_ACQUIRE)) {
    int64_t left;
    while (__atomic_load_n(&park->word, __ATOMIC_ACQUIRE) == -1 && (left = deadline_us - ffc_clock_us(true)) > 0)
      ffc_word_wait_us(&park->word, -1, left);
    expected = -1;
    if (__atomic_compare_exchange_n(&park->word, &expected, 0, false, __ATOMIC_ACQUIRE, __ATOMIC_ACQUIRE)) return false;
  }
  __atomic_store_n(&park->word, 0, __ATOMIC_RELAXED);
  return true;
}

/* The word is in the context of a thread that may be gone once it is 1; a wake-up of whatever is there
   by then is harmless, because every word is waited for in a loop. */
void ffc_unpark(struct ffc_park *park) {
  if (__atomic_exchange_n(&park->word, 1, __ATOMIC_RELEASE) == -1) ffc_word_wake(&park->word);
}

/* Locks, as long as nobody has to wait for one: contention.c has the rest. */
#include "../ffc.h"

bool ffc_try_lock(struct ffc_lock *lock) {
  int expected = 0;
  return __atomic_compare_exchange_n(&lock->word, &expected, 1, false, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED);
}

void ffc_lock(struct ffc_lock *lock) {
  if (!ffc_try_lock(lock)) ffc_lock_slowly(lock);
}

void ffc_unlock(struct ffc_lock *lock) {
  if (__atomic_exchange_n(&lock->word, 0, __ATOMIC_RELEASE) == 2) ffc_lock_wake(lock);
}

bool ffc_lock_soon(struct ffc_lock *lock) {
  for (int i = 0; i < 50; i++) {
    if (ffc_try_lock(lock)) return true;
    ffc_word_wait_us(&lock->word, 1, 2000);
  }
  return false;
}

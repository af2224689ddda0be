/* Locks that somebody else holds, and looking before sleeping: in programs with threads. */
#include "../ffc.h"

bool ffc_spins;

/* The sections these locks guard are some tens of instructions: the holder is often done before a sleep would have
   begun. */
#define LONG_ENOUGH 800

/* Tries to make the word 1 when it is 0, for some microseconds if that may help. */
static bool spin(int *word, int pauses) {
  int left = ffc_spins ? LONG_ENOUGH : 0;
  do {
    for (int i = 0; i < pauses; i++) ffc_relax();
    int expected = 0;
    if (__atomic_load_n(word, __ATOMIC_RELAXED) == 0 &&
        __atomic_compare_exchange_n(word, &expected, 1, false, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED))
      return true;
  } while ((left -= pauses) > 0);
  return false;
}

void ffc_lock_slowly(struct ffc_lock *lock) {
  if (spin(&lock->word, 2)) return;
  while (__atomic_exchange_n(&lock->word, 2, __ATOMIC_ACQUIRE) != 0) ffc_word_wait(&lock->word, 2);
}

void ffc_lock_wake(struct ffc_lock *lock) { ffc_word_wake(&lock->word); }

/* On one processor the holder goes on as soon as this thread lets it. */
#define DOZE_US 50

void ffc_brief_lock_slowly(struct ffc_brief_lock *lock, int pauses) {
  while (!spin(&lock->word, pauses)) ffc_word_wait_us(&lock->word, 1, DOZE_US);
}

#define ROUNDS 3
#define LONG 100 /* pauses; 2 to 4 microseconds */

void ffc_look(bool (*is_there)(const void *), const void *where, int pauses) {
  for (int round = ffc_spins ? ROUNDS : 1; round > 0; round--) {
    for (int i = 0; i < LONG; i += pauses) {
      if (is_there(where)) return;
      if (!ffc_spins) break;
      for (int j = 0; j < pauses; j++) ffc_relax();
    }
    ffc_yield();
  }
}

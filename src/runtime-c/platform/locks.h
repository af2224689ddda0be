/* Locks and parking, on words that the platform lets threads sleep on (ffc_word_wait). */
#ifndef FFC_PLATFORM_LOCKS_H
#define FFC_PLATFORM_LOCKS_H

/* ---- Locks ----
 * 0 free, 1 held, 2 held and somebody may sleep on it (Drepper, "Futexes are tricky", mutex 2). */
struct ffc_lock {
  int word;
};

void ffc_lock_slowly(struct ffc_lock *);
void ffc_lock_release_slowly(struct ffc_lock *);

static inline bool ffc_try_lock(struct ffc_lock *lock) {
  int expected = 0;
  return __atomic_compare_exchange_n(&lock->word, &expected, 1, false, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED);
}
static inline void ffc_lock(struct ffc_lock *lock) {
  if (!ffc_try_lock(lock)) ffc_lock_slowly(lock);
}
static inline void ffc_unlock(struct ffc_lock *lock) {
  if (__atomic_exchange_n(&lock->word, 0, __ATOMIC_RELEASE) == 2) ffc_lock_release_slowly(lock);
}

/* ---- Parking: one word per thread ----
 * A thread sleeps until somebody hands it a wake-up; one handed over before it sleeps is not lost. */
struct ffc_park {
  int word; /* 0 nothing, 1 a wake-up is there, -1 the thread sleeps */
};
void ffc_park(struct ffc_park *);
/* False if the time (monotonic clock) came first; then no wake-up was taken. */
bool ffc_park_until(struct ffc_park *, int64_t deadline_us);
void ffc_unpark(struct ffc_park *);

#endif

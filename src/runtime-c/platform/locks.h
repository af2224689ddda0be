/* Locks, and looking before sleeping, on words that the platform lets threads sleep on (ffc_word_wait). */
#ifndef FFC_PLATFORM_LOCKS_H
#define FFC_PLATFORM_LOCKS_H

#define FFC_FOREVER INT64_MAX

/* Whether looking again may help: false as long as there is one thread, or but one processor. */
extern bool ffc_spins;

/* Looks some microseconds long, with pauses in between, for something that another thread is about to do; lets others
   have the processor now and then. Always as long: threads that learned to look less would sleep, which makes others
   wait longer and look in vain, too. */
void ffc_look(bool (*is_there)(const void *), const void *where, int pauses);

/* ---- Locks ----
 * 0 free, 1 held, 2 held and somebody may sleep on it (Drepper, "Futexes are tricky", mutex 2). */
struct ffc_lock {
  int word;
};

bool ffc_try_lock(struct ffc_lock *);
/* For at most a tenth of a second: of a handler of a signal, and of the end of the program. Whoever has the lock may never
   let go: it is what the signal has interrupted, or waits itself. */
bool ffc_lock_soon(struct ffc_lock *);
void ffc_lock(struct ffc_lock *);
void ffc_unlock(struct ffc_lock *);
/* The same where there is something to wait for, or somebody to wake. */
void ffc_lock_slowly(struct ffc_lock *);
void ffc_lock_wake(struct ffc_lock *);

/* ---- Brief locks ----
 * 0 free, 1 held: for some tens of instructions, among them no system call. Letting go is but a store, half the price of
 * the whole: it does not look whether somebody waits. Who waits for long, because the holder was interrupted, sleeps for
 * some microseconds at a time. */
struct ffc_brief_lock {
  int word;
};

/* Who does not get a lock leaves it alone for some pauses. If what the lock guards is used all the time it had better be
   many: then the holder takes it several times, and what it works on stays where it is meanwhile. */
void ffc_brief_lock_slowly(struct ffc_brief_lock *, int pauses);

static inline bool ffc_brief_try_lock(struct ffc_brief_lock *lock) {
  int expected = 0;
  return __atomic_compare_exchange_n(&lock->word, &expected, 1, false, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED);
}
static inline void ffc_brief_lock(struct ffc_brief_lock *lock) {
  if (!ffc_brief_try_lock(lock)) ffc_brief_lock_slowly(lock, 2);
}
/* Shorter than a call. */
static inline __attribute__((always_inline)) void ffc_brief_unlock(struct ffc_brief_lock *lock) {
  __atomic_store_n(&lock->word, 0, __ATOMIC_RELEASE);
}

#endif

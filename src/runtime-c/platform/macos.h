/*
 * macOS: functions of libSystem, which every program there is linked with and which alone may make system calls. The
 * declarations are our own, with the values that are part of its binary interface; so no SDK is needed.
 */
#ifndef FFC_PLATFORM_MACOS_H
#define FFC_PLATFORM_MACOS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* ---- Errors, of <sys/errno.h> ---- */
enum {
  EINTR = 4,
  ECHILD = 10,
  ENOMEM = 12,
  EBADF = 9,
  EPIPE = 32,
  EINVAL = 22,
  ESRCH = 3,
  EAGAIN = 35,
  ENAMETOOLONG = 63,
};

int *__error(void);
/* What a function returned, or -errno if that is -1. */
__attribute__((visibility("hidden"))) long ffc_result(long result);

/* ---- Signals, of <sys/signal.h> ---- */
enum {
  SIGHUP = 1,
  SIGINT = 2,
  SIGQUIT = 3,
  SIGFPE = 8,
  SIGBUS = 10,
  SIGSEGV = 11,
  SIGPIPE = 13,
  SIGTERM = 15,
  SIGTSTP = 18,
};

#if defined(__aarch64__)
#define FFC_PAGE 16384
#else
#define FFC_PAGE 4096
#endif
/* Size of a block with a signal stack: see ffc.h. The system wants 32 KB at least for that. */
#define FFC_SIGNAL_BLOCK 0x10000

/* ---- Sleeping while a word has some value, as locks of the system's own libraries do ---- */
int __ulock_wait(uint32_t operation, void *word, uint64_t value, uint32_t us);
int __ulock_wake(uint32_t operation, void *word, uint64_t value);
#define FFC_ULOCK_COMPARE_AND_WAIT 1

/* Returns at once if the word has another value, and may return for no reason. */
static inline void ffc_word_wait(int *word, int value) {
  __ulock_wait(FFC_ULOCK_COMPARE_AND_WAIT, word, (uint32_t)value, 0);
}
/* No longer than some microseconds, more than 0. */
static inline void ffc_word_wait_us(int *word, int value, int64_t us) {
  __ulock_wait(FFC_ULOCK_COMPARE_AND_WAIT, word, (uint32_t)value, us > 1000000000 ? 1000000000 : (uint32_t)us);
}
/* One of those who sleep. The word may be gone by then. */
static inline void ffc_word_wake(int *word) { __ulock_wake(FFC_ULOCK_COMPARE_AND_WAIT, word, 0); }
/* From a handler of a signal: whom it has interrupted may be about to look at its error. */
static inline void ffc_word_wake_from_handler(int *word) {
  int before = *__error();
  ffc_word_wake(word);
  *__error() = before;
}

/* ---- Files: -errno on failure ---- */
long read(int fd, void *buffer, size_t size);
long write(int fd, const void *buffer, size_t size);
int close(int fd);

static inline long ffc_read(int fd, void *buffer, size_t size) { return ffc_result(read(fd, buffer, size)); }
static inline long ffc_write(int fd, const void *buffer, size_t size) { return ffc_result(write(fd, buffer, size)); }
static inline long ffc_close(int fd) { return ffc_result(close(fd)); }

/* ---- Threads, of <pthread.h>: what posix-threads.c uses ---- */
typedef struct ffc_opaque_thread *pthread_t;
typedef struct {
  uint64_t words[8];
} pthread_attr_t;
#define PTHREAD_CREATE_DETACHED 2
int pthread_attr_init(pthread_attr_t *);
int pthread_attr_setstacksize(pthread_attr_t *, size_t);
int pthread_attr_setdetachstate(pthread_attr_t *, int);
int pthread_create(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);

/* ---- The linker ---- */
/* What is not defined cannot be linked. */
#define FFC_WEAK_REFERENCE
#define FFC_TABLE
#define FFC_HAS_WEAK_REFERENCES 0
#define FFC_WEAK_ALIAS(name, target, parameters, arguments) \
  __attribute__((weak)) void name parameters { target arguments; }
/*
 * What is declared from here on is the runtime's own, but for what FFC_OF_SYSTEM and FFC_OWN have between them: the
 * compiler calls that directly, and functions of the system through pointers that dyld fills in (-fno-plt on x86-64).
 */
#define FFC_OF_SYSTEM _Pragma("GCC visibility push(default)")
#define FFC_OWN _Pragma("GCC visibility pop")
#pragma GCC visibility push(hidden)

#define FFC_PROBE_SECTION "__TEXT,__ffc_probes,regular,pure_instructions"
extern const char ffc_probes_start[] __asm__("section$start$__TEXT$__ffc_probes");
extern const char ffc_probes_end[] __asm__("section$end$__TEXT$__ffc_probes");
#define FFC_PROBES_START ffc_probes_start
#define FFC_PROBES_END ffc_probes_end

#endif

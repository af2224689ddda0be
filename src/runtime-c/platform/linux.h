/* Linux: system calls made directly, so that programs need no C library, and what differs by processor. */
#ifndef FFC_PLATFORM_LINUX_H
#define FFC_PLATFORM_LINUX_H

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <time.h>

/* The result is negative, -errno, on failure. */
static inline long ffc_syscall6(long n, long a, long b, long c, long d, long e, long f) {
#if defined(__x86_64__)
  long result;
  register long r10 __asm__("r10") = d;
  register long r8 __asm__("r8") = e;
  register long r9 __asm__("r9") = f;
  __asm__ volatile("syscall"
                   : "=a"(result)
                   : "a"(n), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
                   : "rcx", "r11", "memory");
  return result;
#elif defined(__aarch64__)
  register long x8 __asm__("x8") = n;
  register long x0 __asm__("x0") = a;
  register long x1 __asm__("x1") = b;
  register long x2 __asm__("x2") = c;
  register long x3 __asm__("x3") = d;
  register long x4 __asm__("x4") = e;
  register long x5 __asm__("x5") = f;
  __asm__ volatile("svc #0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4), "r"(x5) : "memory");
  return x0;
#else
#error "no system calls for this processor yet"
#endif
}

static inline long ffc_syscall4(long n, long a, long b, long c, long d) {
#if defined(__x86_64__)
  long result;
  register long r10 __asm__("r10") = d;
  __asm__ volatile("syscall"
                   : "=a"(result)
                   : "a"(n), "D"(a), "S"(b), "d"(c), "r"(r10)
                   : "rcx", "r11", "memory");
  return result;
#elif defined(__aarch64__)
  register long x8 __asm__("x8") = n;
  register long x0 __asm__("x0") = a;
  register long x1 __asm__("x1") = b;
  register long x2 __asm__("x2") = c;
  register long x3 __asm__("x3") = d;
  __asm__ volatile("svc #0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2), "r"(x3) : "memory");
  return x0;
#endif
}

static inline long ffc_syscall3(long n, long a, long b, long c) {
#if defined(__x86_64__)
  long result;
  __asm__ volatile("syscall"
                   : "=a"(result)
                   : "a"(n), "D"(a), "S"(b), "d"(c)
                   : "rcx", "r11", "memory");
  return result;
#elif defined(__aarch64__)
  register long x8 __asm__("x8") = n;
  register long x0 __asm__("x0") = a;
  register long x1 __asm__("x1") = b;
  register long x2 __asm__("x2") = c;
  __asm__ volatile("svc #0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2) : "memory");
  return x0;
#endif
}

#define FFC_PAGE 4096
/* Size of a block with a signal stack: see ffc.h. */
#define FFC_SIGNAL_BLOCK 0x8000

/* ---- Sleeping while a word has some value: futexes, <linux/futex.h>, which the C library does not bring ---- */
#define FFC_FUTEX_WAIT (0 | 128)
#define FFC_FUTEX_WAKE (1 | 128)

/* Returns at once if the word has another value, and may return for no reason. */
static inline void ffc_word_wait(int *word, int value) {
  ffc_syscall4(SYS_futex, (long)word, FFC_FUTEX_WAIT, value, 0);
}
/* No longer than some microseconds, more than 0. */
static inline void ffc_word_wait_us(int *word, int value, int64_t us) {
  struct timespec t = {us / 1000000, us % 1000000 * 1000};
  ffc_syscall4(SYS_futex, (long)word, FFC_FUTEX_WAIT, value, (long)&t);
}
/* One of those who sleep. The word may be gone by then. */
static inline void ffc_word_wake(int *word) { ffc_syscall4(SYS_futex, (long)word, FFC_FUTEX_WAKE, 1, 0); }
/* From a handler of a signal. */
static inline void ffc_word_wake_from_handler(int *word) { ffc_word_wake(word); }

/* ---- Files: -errno on failure ---- */
static inline long ffc_read(int fd, void *buffer, size_t size) {
  return ffc_syscall3(SYS_read, fd, (long)buffer, (long)size);
}
static inline long ffc_write(int fd, const void *buffer, size_t size) {
  return ffc_syscall3(SYS_write, fd, (long)buffer, (long)size);
}
static inline long ffc_close(int fd) { return ffc_syscall3(SYS_close, fd, 0, 0); }

/* arch/: a thread that calls run(argument, stack) on the stack that ends there, then ends. -errno on failure. */
long ffc_clone(int flags, void *stack, int *clear_at_end, void (*run)(), void *argument);

/* Makes the C library ready and calls ffc_main; returns if threads do not need that. */
void ffc_start_threaded(uintptr_t *stack);

/* ---- The linker ---- */
/* On data that may not be there: 0 if nothing else has it linked. */
#define FFC_WEAK_REFERENCE __attribute__((weak))
/* Not aligned more than need be, as large tables are otherwise. */
#define FFC_TABLE __attribute__((aligned(1)))
#define FFC_HAS_WEAK_REFERENCES 1
/* Defines a function that is another one, unless the program has one of this name. */
#define FFC_WEAK_ALIAS(name, target, parameters, arguments) __attribute__((weak, alias(#target))) void name parameters;
#define FFC_PROBE_SECTION "ffc_probes"
#define FFC_PROBES_START __start_ffc_probes
#define FFC_PROBES_END __stop_ffc_probes

#endif

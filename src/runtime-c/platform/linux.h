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

#if defined(__x86_64__)
/* An access that the fault handler knows by its bytes: testb %al, -8192(%rsp). */
#define FFC_STACK_PROBE() __asm__ volatile(".byte 0x84, 0x84, 0x24, 0x00, 0xe0, 0xff, 0xff" ::: "memory", "cc")
#define FFC_STACK_PROBE_BYTES {0x84, 0x84, 0x24, 0x00, 0xe0, 0xff, 0xff}
#define ffc_relax() __builtin_ia32_pause()

/* Short copies dominate, and this is the shortest code. */
static inline void ffc_copy(void *to, const void *from, size_t size) {
  __asm__ volatile("rep movsb" : "+D"(to), "+S"(from), "+c"(size)::"memory");
}
static inline void ffc_set(void *to, char c, size_t size) {
  __asm__ volatile("rep stosb" : "+D"(to), "+c"(size) : "a"(c) : "memory");
}
#elif defined(__aarch64__)
/* The second instruction, ldr xzr, [x16], is what the fault handler knows by its bytes. */
#define FFC_STACK_PROBE() __asm__ volatile("sub x16, sp, #8192\n\tldr xzr, [x16]" ::: "x16", "memory")
#define FFC_STACK_PROBE_BYTES {0x1f, 0x02, 0x40, 0xf9}
#define ffc_relax() __asm__ volatile("yield")

/* arch/: they may touch the program's memory, as they are among the probes. */
void ffc_copy(void *to, const void *from, size_t size);
void ffc_set(void *to, char c, size_t size);
#endif

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

#include "locks.h"

/* ---- Memory, time, files, process ---- */
void *ffc_map(size_t size);   /* zeroed pages, 0 if there are none */
void ffc_unmap(void *, size_t size);
void *ffc_remap(void *, size_t old_size, size_t size); /* may move; 0 if it cannot */
bool ffc_guard(uintptr_t low, uintptr_t high); /* no access from now on */

int64_t ffc_clock_us(bool monotonic);
int64_t ffc_clock_ns(void); /* since 1970 */
void ffc_sleep_us(int64_t us);
void ffc_cpu_us(int64_t *user, int64_t *system);

/* As the system calls: -errno on failure. */
static inline long ffc_read(int fd, void *buffer, size_t size) {
  return ffc_syscall3(SYS_read, fd, (long)buffer, (long)size);
}
static inline long ffc_write(int fd, const void *buffer, size_t size) {
  return ffc_syscall3(SYS_write, fd, (long)buffer, (long)size);
}
static inline long ffc_close(int fd) { return ffc_syscall3(SYS_close, fd, 0, 0); }
/* Waits until fd can be written to, or read from. */
void ffc_poll(int fd, bool to_write);
/* Whether it can be read from within some milliseconds. */
bool ffc_poll_ms(int fd, int ms);
bool ffc_is_terminal(int fd);
/* Ends the process. By the second name at-exit.c reaches the function whose place it takes. */
__attribute__((noreturn)) void ffc_exit_now(int status);
__attribute__((noreturn)) void ffc_exit_at_once(int status);

/* ---- Signals ---- */
typedef void ffc_signal_handler(int signal, void *info, void *context);
/* Installs a handler, on the signal stack. `polite`: not if the signal is ignored at present. */
void ffc_on_signal(int signal, ffc_signal_handler *, bool polite);
void ffc_ignore_signal(int signal);
void ffc_default_signal(int signal);
/* All that have a handler. */
void ffc_default_caught_signals(void);
struct ffc_signal_action {
  uint64_t words[4];
};
/* What is done on a signal: noted, and replaced by `fresh`, or by ignoring it if that is NULL. */
void ffc_swap_action(int signal, const struct ffc_signal_action *fresh, struct ffc_signal_action *before);
/* Dies by the signal's default action; two names as above. */
__attribute__((noreturn)) void ffc_die_by(int signal);
__attribute__((noreturn)) void ffc_die_at_once(int signal);
void ffc_signal_stack(uintptr_t low, size_t size);

uintptr_t ffc_signal_pc(void *context);
uintptr_t ffc_signal_sp(void *context);
/* If a call led to where no instruction is: where it would have returned to. */
uintptr_t ffc_signal_caller(void *context);
uintptr_t ffc_signal_address(void *info);
bool ffc_signal_is_fault(void *info); /* rather than sent by a process */
/* Lets the interrupted thread go on in `function(a, b)`, with its stack pointer as it was. */
void ffc_signal_continue(void *context, void (*function)(), void *a, int64_t b);

/* ---- Processes (linux-process.c): results are -errno on failure ---- */
/* Runs a command by the shell, with these descriptors as its standard input and output; its number. */
long ffc_process_start(const char *command, char **environment, int in, int out, char *stack_top);
long ffc_process_wait(int pid, int *status);
/* Exit status, or 128 and the number of the signal it died of. */
int ffc_process_status(int status);
long ffc_process_signal(int pid, int signal);
/* The end to read from, the end to write to. */
long ffc_pipe(int ends[2]);

/* ---- Threads (linux-threads.c, or posix-threads.c) ---- */
struct ffc_starter;
/* Runs starter->body on a new thread. False if there can be no more threads. */
bool ffc_thread_start(struct ffc_starter *);
/* arch/: a thread that calls run(starter, stack) on the stack that ends there, then ends. -errno on failure. */
long ffc_clone(int flags, void *stack, int *clear_at_end, void (*run)(), struct ffc_starter *);

#endif

/*
 * Linux: everything that asks the system for something. No C library: see linux.h.
 */
#define _GNU_SOURCE
#include <poll.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <time.h>
#include <ucontext.h>

#include "../ffc.h"

/* ---- The beginning ---- */

static uintptr_t *initial_stack;

uintptr_t *ffc_initial_stack(void) { return initial_stack; }

/* Called by _start; `stack` is what the system put there. */
void ffc_start(uintptr_t *stack) {
  initial_stack = stack;
  ffc_start_threaded(stack);
  ffc_main();
}

/* ---- Processors ---- */

int ffc_processors(void) {
  unsigned long mask[16]; /* 1024 of them; more do not matter to who asks */
  long size = ffc_syscall3(SYS_sched_getaffinity, 0, sizeof mask, (long)mask);
  int count = 0;
  for (long i = 0; i < size / (long)sizeof mask[0]; i++)
    for (unsigned long bits = mask[i]; bits; bits &= bits - 1) count++;
  return count;
}

void ffc_yield(void) { ffc_syscall3(SYS_sched_yield, 0, 0, 0); }

/* ---- Memory ---- */

void *ffc_map(size_t size) {
  long p = ffc_syscall6(SYS_mmap, 0, (long)size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return p < 0 && p > -4096 ? NULL : (void *)p;
}

void ffc_unmap(void *p, size_t size) { ffc_syscall3(SYS_munmap, (long)p, (long)size, 0); }

void *ffc_remap(void *p, size_t old_size, size_t size) {
  long q = ffc_syscall4(SYS_mremap, (long)p, (long)old_size, (long)size, MREMAP_MAYMOVE);
  return q < 0 && q > -4096 ? NULL : (void *)q;
}

bool ffc_guard(uintptr_t low) { return ffc_syscall3(SYS_mprotect, (long)low, FFC_GUARD, PROT_NONE) == 0; }

/* ---- Time ---- */

int64_t ffc_clock_us(bool monotonic) {
  struct timespec t;
  ffc_syscall3(SYS_clock_gettime, monotonic ? CLOCK_MONOTONIC : CLOCK_REALTIME, (long)&t, 0);
  return t.tv_sec * INT64_C(1000000) + t.tv_nsec / 1000;
}

int64_t ffc_clock_ns(void) {
  struct timespec t;
  ffc_syscall3(SYS_clock_gettime, CLOCK_REALTIME, (long)&t, 0);
  return t.tv_sec * INT64_C(1000000000) + t.tv_nsec;
}

void ffc_sleep_us(int64_t us) {
  struct timespec t = {us / 1000000, us % 1000000 * 1000};
  while (ffc_syscall3(SYS_nanosleep, (long)&t, (long)&t, 0) == -EINTR) continue;
}

void ffc_cpu_us(int64_t *user, int64_t *system) {
  struct rusage usage;
  ffc_syscall3(SYS_getrusage, RUSAGE_SELF, (long)&usage, 0);
  *user = usage.ru_utime.tv_sec * INT64_C(1000000) + usage.ru_utime.tv_usec;
  *system = usage.ru_stime.tv_sec * INT64_C(1000000) + usage.ru_stime.tv_usec;
}

/* ---- Files and process ---- */

void ffc_poll(int fd, bool to_write) {
  struct pollfd p = {.fd = fd, .events = to_write ? POLLOUT : POLLIN};
#ifdef SYS_poll
  ffc_syscall3(SYS_poll, (long)&p, 1, -1);
#else
  ffc_syscall4(SYS_ppoll, (long)&p, 1, 0, 0);
#endif
}

bool ffc_is_terminal(int fd) {
  char attributes[64]; /* the kernel's struct termios is 36 bytes */
  return ffc_syscall3(SYS_ioctl, fd, TCGETS, (long)attributes) == 0;
}

bool ffc_poll_ms(int fd, int ms) {
  struct pollfd p = {.fd = fd, .events = POLLIN};
#ifdef SYS_poll
  return ffc_syscall3(SYS_poll, (long)&p, 1, ms) > 0;
#else
  struct timespec t = {ms / 1000, ms % 1000 * 1000000};
  return ffc_syscall4(SYS_ppoll, (long)&p, 1, (long)&t, 0) > 0;
#endif
}

void ffc_exit_at_once(int status) {
  for (;;) ffc_syscall3(SYS_exit_group, status, 0, 0);
}
FFC_WEAK_ALIAS(ffc_exit_now, ffc_exit_at_once, (int status), (status))

/* ---- Signals ---- */

/* The kernel's own structure; the C library's has another order. */
struct kernel_action {
  void *handler;
  unsigned long flags;
  void (*restorer)(void);
  uint64_t mask;
};
#define MASK_SIZE 8

void ffc_signal_return(void); /* arch/ */

#ifndef SA_RESTORER
#define SA_RESTORER 0x04000000
#endif

static __attribute__((noinline)) void set_action(int signal, void *handler, unsigned long flags) {
  struct kernel_action action = {handler, flags | SA_RESTORER, ffc_signal_return, 0};
  ffc_syscall4(SYS_rt_sigaction, signal, (long)&action, 0, MASK_SIZE);
}

/* SA_NODEFER: a handler here leaves by a throw or ends the process. No SA_RESTART: a write that a
   signal interrupts must notice. */
void ffc_on_signal(int signal, ffc_signal_handler *handler, bool polite) {
  if (polite) {
    struct kernel_action old;
    ffc_syscall4(SYS_rt_sigaction, signal, 0, (long)&old, MASK_SIZE);
    if (old.handler != (void *)SIG_DFL) return;
  }
  set_action(signal, (void *)handler, SA_SIGINFO | SA_ONSTACK | SA_NODEFER);
}

void ffc_ignore_signal(int signal) { set_action(signal, (void *)SIG_IGN, 0); }

void ffc_default_signal(int signal) { set_action(signal, (void *)SIG_DFL, 0); }

void ffc_default_caught_signals(void) {
  for (int signal = 1; signal < 32; signal++) {
    struct kernel_action now;
    if (ffc_syscall4(SYS_rt_sigaction, signal, 0, (long)&now, MASK_SIZE) != 0) continue;
    if (now.handler != (void *)SIG_DFL && now.handler != (void *)SIG_IGN) set_action(signal, (void *)SIG_DFL, 0);
  }
}

_Static_assert(sizeof(struct ffc_signal_action) == sizeof(struct kernel_action), "holds one");

void ffc_swap_action(int signal, const struct ffc_signal_action *fresh, struct ffc_signal_action *before) {
  const struct kernel_action ignore = {(void *)SIG_IGN, SA_RESTORER, ffc_signal_return, 0};
  ffc_syscall4(SYS_rt_sigaction, signal, fresh ? (long)fresh : (long)&ignore, (long)before, MASK_SIZE);
}

void ffc_signal_self(int signal) { ffc_syscall3(SYS_tkill, ffc_syscall3(SYS_gettid, 0, 0, 0), signal, 0); }

void ffc_die_at_once(int signal) {
  set_action(signal, (void *)SIG_DFL, 0);
  ffc_signal_self(signal);
  ffc_exit_at_once(128 + signal); /* not reached unless the signal is blocked */
}
FFC_WEAK_ALIAS(ffc_die_by, ffc_die_at_once, (int signal), (signal))

void ffc_signal_stack(uintptr_t low, size_t size) {
  stack_t stack = {.ss_sp = (void *)low, .ss_size = size};
  ffc_syscall3(SYS_sigaltstack, (long)&stack, 0, 0);
}

uintptr_t ffc_signal_address(void *info) { return (uintptr_t)((siginfo_t *)info)->si_addr; }

bool ffc_signal_is_fault(void *info) { return ((siginfo_t *)info)->si_code > 0; }

#if defined(__x86_64__)
uintptr_t ffc_signal_pc(void *context) { return ((ucontext_t *)context)->uc_mcontext.gregs[REG_RIP]; }
uintptr_t ffc_signal_sp(void *context) { return ((ucontext_t *)context)->uc_mcontext.gregs[REG_RSP]; }
uintptr_t ffc_signal_caller(void *context) { return *(const uintptr_t *)ffc_signal_sp(context); }

void ffc_signal_continue(void *context, void (*function)(), void *a, int64_t b) {
  long long *registers = ((ucontext_t *)context)->uc_mcontext.gregs;
  registers[REG_RIP] = (long long)function;
  registers[REG_RDI] = (long long)a;
  registers[REG_RSI] = b;
  registers[REG_EFL] &= ~0x400LL; /* C wants the direction flag clear */
}
#elif defined(__aarch64__)
uintptr_t ffc_signal_pc(void *context) { return ((ucontext_t *)context)->uc_mcontext.pc; }
uintptr_t ffc_signal_sp(void *context) { return ((ucontext_t *)context)->uc_mcontext.sp; }
uintptr_t ffc_signal_caller(void *context) { return ((ucontext_t *)context)->uc_mcontext.regs[30]; }

void ffc_signal_continue(void *context, void (*function)(), void *a, int64_t b) {
  mcontext_t *machine = &((ucontext_t *)context)->uc_mcontext;
  machine->pc = (uintptr_t)function;
  machine->regs[0] = (uintptr_t)a;
  machine->regs[1] = (uint64_t)b;
}
#endif

/* macOS: everything that asks the system for something, but for files and processes. */
#include "../ffc.h"

long ffc_result(long result) { return result == -1 ? -(long)*__error() : result; }

/* ---- The beginning ---- */

/*
 * Data that a program begins with. The step after the linker (src/macho/) leaves nothing of it in the file but a list of the
 * words that are not zero: how far each lies from the list, and its value. An address is as far from the list as its value
 * says, and has an odd distance. Where there was no such step, `ffc_packed` is 0: a list at that place, which is empty.
 */
struct word {
  int32_t distance;
  int64_t value;
} __attribute__((packed, aligned(4)));

extern const struct word ffc_packed; /* its distance is that of the list from here */
__asm__(".section __TEXT,__const\n"
        ".private_extern _ffc_packed\n"
        ".globl _ffc_packed\n"
        ".p2align 2\n"
        "_ffc_packed: .long 0\n");

static void unpack_data(void) {
  const char *list = (const char *)&ffc_packed + ffc_packed.distance;
  for (const struct word *word = (const void *)list; word->distance != 0; word++) {
    intptr_t is_address = word->distance & 1;
    struct word *place = (void *)(list + word->distance - is_address - offsetof(struct word, value));
    place->value = word->value + (-is_address & (intptr_t)list);
  }
}

static struct {
  size_t count;
  char **arguments, **environment;
} given;

int main(int argc, char **argv, char **environment) {
  unpack_data();
  given.count = (size_t)argc;
  given.arguments = argv;
  given.environment = environment;
  ffc_main();
}

/* A copy for whoever asks first: where the system has them they are its own. */
uintptr_t *ffc_initial_stack(void) {
  static uintptr_t *copy;
  uintptr_t *stack = __atomic_load_n(&copy, __ATOMIC_ACQUIRE);
  if (stack) return stack;
  size_t argc = given.count, n = 0;
  while (given.environment[n]) n++;
  stack = ffc_map((argc + n + 3) * sizeof *stack);
  if (!stack) ffc_exit_now(1);
  stack[0] = argc;
  for (size_t i = 0; i < argc; i++) stack[1 + i] = (uintptr_t)given.arguments[i];
  for (size_t i = 0; i < n; i++) stack[2 + argc + i] = (uintptr_t)given.environment[i];
  __atomic_store_n(&copy, stack, __ATOMIC_RELEASE);
  return stack;
}

/* ---- Memory ---- */

enum { PROT_NONE = 0, PROT_READ = 1, PROT_WRITE = 2, MAP_PRIVATE = 2, MAP_ANON = 0x1000 };

FFC_OF_SYSTEM
void *mmap(void *, size_t, int protection, int flags, int fd, int64_t offset);
int munmap(void *, size_t);
int mprotect(void *, size_t, int protection);
FFC_OWN

void *ffc_map(size_t size) {
  void *p = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0);
  return p == (void *)-1 ? NULL : p;
}

void ffc_unmap(void *p, size_t size) { munmap(p, size); }

void *ffc_remap(void *p, size_t old_size, size_t size) {
  if (size <= old_size) {
    if (size < old_size) munmap((char *)p + size, old_size - size);
    return p;
  }
  void *q = ffc_map(size);
  if (!q) return NULL;
  ffc_copy(q, p, old_size);
  munmap(p, old_size);
  return q;
}

bool ffc_guard(uintptr_t low) { return mprotect((void *)low, FFC_GUARD, PROT_NONE) == 0; }

/* ---- Time ---- */

struct timespec {
  int64_t seconds, ns;
};
struct timeval {
  int64_t seconds;
  int32_t us;
};
struct rusage {
  struct timeval user, system;
  int64_t other[14];
};
enum { CLOCK_REALTIME = 0, CLOCK_MONOTONIC = 6, RUSAGE_SELF = 0 };

FFC_OF_SYSTEM
int clock_gettime(int clock, struct timespec *);
int nanosleep(const struct timespec *, struct timespec *left);
int getrusage(int who, struct rusage *);
FFC_OWN

int64_t ffc_clock_us(bool monotonic) {
  struct timespec t;
  clock_gettime(monotonic ? CLOCK_MONOTONIC : CLOCK_REALTIME, &t);
  return t.seconds * 1000000 + t.ns / 1000;
}

int64_t ffc_clock_ns(void) {
  struct timespec t;
  clock_gettime(CLOCK_REALTIME, &t);
  return t.seconds * 1000000000 + t.ns;
}

void ffc_sleep_us(int64_t us) {
  struct timespec t = {us / 1000000, us % 1000000 * 1000};
  while (ffc_result(nanosleep(&t, &t)) == -EINTR) continue;
}

static int64_t us_of(const struct timeval *t) { return t->seconds * 1000000 + t->us; }

void ffc_cpu_us(int64_t *user, int64_t *system) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  *user = us_of(&usage.user);
  *system = us_of(&usage.system);
}

/* ---- Processors, of <unistd.h> and <sched.h> ---- */
FFC_OF_SYSTEM
long sysconf(int name);
int sched_yield(void);
FFC_OWN
#define SC_PROCESSORS_ONLINE 58

int ffc_processors(void) { return (int)sysconf(SC_PROCESSORS_ONLINE); }

void ffc_yield(void) { sched_yield(); }

/* ---- Files and process ---- */

struct pollfd {
  int fd;
  int16_t events, seen;
};
enum { POLLIN = 1, POLLOUT = 4 };

FFC_OF_SYSTEM
int poll(struct pollfd *, unsigned count, int ms);
int isatty(int fd);
__attribute__((noreturn)) void _exit(int status);
int raise(int signal);
FFC_OWN

void ffc_poll(int fd, bool to_write) {
  struct pollfd p = {fd, to_write ? POLLOUT : POLLIN, 0};
  poll(&p, 1, -1);
}

bool ffc_poll_ms(int fd, int ms) {
  struct pollfd p = {fd, POLLIN, 0};
  return poll(&p, 1, ms) > 0;
}

bool ffc_is_terminal(int fd) { return isatty(fd) != 0; }

void ffc_exit_at_once(int status) { _exit(status); }
FFC_WEAK_ALIAS(ffc_exit_now, ffc_exit_at_once, (int status), (status))

/* ---- Signals ---- */

/* Of <sys/signal.h>. */
struct sigaction {
  void *handler;
  uint32_t mask;
  int flags;
};
enum { SA_ONSTACK = 1, SA_NODEFER = 0x10, SA_SIGINFO = 0x40, SIGNALS = 32 };
#define SIG_DFL ((void *)0)
#define SIG_IGN ((void *)1)

struct signal_stack {
  void *low;
  size_t size;
  int flags;
};

FFC_OF_SYSTEM
int sigaction(int signal, const struct sigaction *, struct sigaction *old);
int sigaltstack(const struct signal_stack *, struct signal_stack *old);
FFC_OWN

static void set_action(int signal, void *handler, int flags) {
  struct sigaction action = {handler, 0, flags};
  sigaction(signal, &action, NULL);
}

/* SA_NODEFER: a handler here leaves by a throw or ends the process. No SA_RESTART: a write that a
   signal interrupts must notice. */
void ffc_on_signal(int signal, ffc_signal_handler *handler, bool polite) {
  if (polite) {
    struct sigaction old;
    sigaction(signal, NULL, &old);
    if (old.handler != SIG_DFL) return;
  }
  set_action(signal, (void *)handler, SA_SIGINFO | SA_ONSTACK | SA_NODEFER);
}

void ffc_ignore_signal(int signal) { set_action(signal, SIG_IGN, 0); }

void ffc_default_signal(int signal) { set_action(signal, SIG_DFL, 0); }

_Static_assert(sizeof(struct ffc_signal_action) >= sizeof(struct sigaction), "holds one");

void ffc_swap_action(int signal, const struct ffc_signal_action *fresh, struct ffc_signal_action *before) {
  const struct sigaction ignore = {SIG_IGN, 0, 0};
  sigaction(signal, fresh ? (const struct sigaction *)fresh : &ignore, (struct sigaction *)before);
}

void ffc_signal_self(int signal) { raise(signal); }

void ffc_die_at_once(int signal) {
  ffc_default_signal(signal);
  ffc_signal_self(signal);
  ffc_exit_at_once(128 + signal); /* not reached unless the signal is blocked */
}
FFC_WEAK_ALIAS(ffc_die_by, ffc_die_at_once, (int signal), (signal))

void ffc_signal_stack(uintptr_t low, size_t size) {
  struct signal_stack stack = {(void *)low, size, 0};
  sigaltstack(&stack, NULL);
}

struct siginfo {
  int signal, error, code, sender;
  uint32_t user;
  int status;
  uintptr_t address;
};
#define SENT 0x10000 /* codes from here on are of signals that a process sent */

uintptr_t ffc_signal_address(void *info) { return ((struct siginfo *)info)->address; }

/* An address that is none at all (not canonical) comes with the code 0, as a signal does that was sent; but nobody
   sent it. */
bool ffc_signal_is_fault(void *info) {
  const struct siginfo *i = info;
  return (i->code > 0 && i->code < SENT) || (i->code == 0 && i->sender == 0);
}

/* Of <mach/.../_structs.h>, by way of the context's pointer to them. */
struct machine {
  uint64_t exception[2];
#if defined(__x86_64__)
  uint64_t rax, rbx, rcx, rdx, rdi, rsi, rbp, rsp, r8_to_r15[8], rip, rflags;
#elif defined(__aarch64__)
  uint64_t x[29], fp, lr, sp, pc;
#endif
};

struct context {
  int on_stack;
  uint32_t mask;
  struct signal_stack stack;
  void *link;
  size_t size;
  struct machine *machine;
};
_Static_assert(offsetof(struct context, machine) == 48, "struct ucontext64 of <sys/_types/_ucontext64.h>");

static struct machine *machine_of(void *context) { return ((struct context *)context)->machine; }

#if defined(__x86_64__)
uintptr_t ffc_signal_pc(void *context) { return machine_of(context)->rip; }
uintptr_t ffc_signal_sp(void *context) { return machine_of(context)->rsp; }
uintptr_t ffc_signal_caller(void *context) { return *(const uintptr_t *)ffc_signal_sp(context); }

void ffc_signal_continue(void *context, void (*function)(), void *a, int64_t b) {
  struct machine *machine = machine_of(context);
  machine->rip = (uintptr_t)function;
  machine->rdi = (uintptr_t)a;
  machine->rsi = (uint64_t)b;
  machine->rflags &= ~UINT64_C(0x400); /* C wants the direction flag clear */
}
#elif defined(__aarch64__)
uintptr_t ffc_signal_pc(void *context) { return machine_of(context)->pc; }
uintptr_t ffc_signal_sp(void *context) { return machine_of(context)->sp; }
uintptr_t ffc_signal_caller(void *context) { return machine_of(context)->lr; }

void ffc_signal_continue(void *context, void (*function)(), void *a, int64_t b) {
  struct machine *machine = machine_of(context);
  machine->pc = (uintptr_t)function;
  machine->x[0] = (uintptr_t)a;
  machine->x[1] = (uint64_t)b;
}
#endif

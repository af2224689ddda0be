/*
 * Signals. A handler of the program runs in one of ours, on the stack that the program set for that: it sees what a Mac
 * would show it, and what it changes there is taken back into the interrupted code.
 *
 * A Mac tells two kinds of bad accesses apart: where nothing is mapped it is SIGSEGV, where protections forbid it SIGBUS.
 * Linux has SIGSEGV for both. So the two signals share one handler here, and which of the program's is meant is decided
 * when one comes.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

#include "loader.h"
#include "macos.h"

enum { DEFAULT = 0, IGNORE = 1 };

/* By the numbers of macOS. */
static struct mac_sigaction actions[MAC_SIGNALS];

/* The kernel's own structure: the C library has another mask, and signals of its own. */
struct kernel_action {
  void *handler;
  uint64_t flags;
  void (*restorer)(void);
  uint64_t mask;
};

/* ---- What a handler is shown ---- */

enum { LINUX_GENERAL_PROTECTION = 0x80 }; /* SI_KERNEL: an address that is none */

static int mac_signal_of(int signal, const siginfo_t *info) {
  if (signal == SIGSEGV && info->si_code == SEGV_ACCERR) return MAC_SIGBUS;
  return to_mac_signal(signal);
}

static bool is_fault(int signal, const siginfo_t *info) {
  bool faults = signal == SIGSEGV || signal == SIGBUS || signal == SIGFPE || signal == SIGILL || signal == SIGTRAP;
  return faults && info->si_code > 0;
}

static void show_info(struct mac_siginfo *to, int mac_signal, int signal, const siginfo_t *from) {
  /* Codes of SIGFPE: those of Linux are in another order. */
  static const uint8_t float_codes[] = {0, 7, 8, 1, 2, 3, 4, 5, 6};
  *to = (struct mac_siginfo){.signal = mac_signal};
  if (!is_fault(signal, from)) { /* sent by a process: the code stays 0 */
    to->process = from->si_pid;
    to->user = from->si_uid;
    return;
  }
  to->address = (uint64_t)from->si_addr;
  if (signal == SIGFPE) {
    to->code = from->si_code < (int)sizeof float_codes ? float_codes[from->si_code] : 0;
  } else if (from->si_code == LINUX_GENERAL_PROTECTION) {
    to->code = 0;
    to->address = 0;
  } else {
    to->code = 1; /* SEGV_MAPERR, BUS_ADRALN, ILL_ILLOPC, TRAP_BRKPT */
  }
}

#if defined(__x86_64__)
/* Of what FXSAVE saves: what follows is the kernel's own. */
#define FLOATS_OF_PROGRAM 416

static void show_machine(struct mac_mcontext *to, const ucontext_t *context) {
  const greg_t *r = context->uc_mcontext.gregs;
  memset(to, 0, sizeof *to);
  to->exception.trap = (uint16_t)r[REG_TRAPNO];
  to->exception.error = (uint32_t)r[REG_ERR];
  to->exception.address = (uint64_t)r[REG_CR2];
  to->registers.rax = (uint64_t)r[REG_RAX], to->registers.rbx = (uint64_t)r[REG_RBX];
  to->registers.rcx = (uint64_t)r[REG_RCX], to->registers.rdx = (uint64_t)r[REG_RDX];
  to->registers.rdi = (uint64_t)r[REG_RDI], to->registers.rsi = (uint64_t)r[REG_RSI];
  to->registers.rbp = (uint64_t)r[REG_RBP], to->registers.rsp = (uint64_t)r[REG_RSP];
  to->registers.r8 = (uint64_t)r[REG_R8], to->registers.r9 = (uint64_t)r[REG_R9];
  to->registers.r10 = (uint64_t)r[REG_R10], to->registers.r11 = (uint64_t)r[REG_R11];
  to->registers.r12 = (uint64_t)r[REG_R12], to->registers.r13 = (uint64_t)r[REG_R13];
  to->registers.r14 = (uint64_t)r[REG_R14], to->registers.r15 = (uint64_t)r[REG_R15];
  to->registers.rip = (uint64_t)r[REG_RIP], to->registers.flags = (uint64_t)r[REG_EFL];
  to->registers.cs = 0x2b;
  memcpy(to->floats.saved, context->uc_mcontext.fpregs, FLOATS_OF_PROGRAM);
}

static void take_machine(ucontext_t *context, const struct mac_mcontext *from) {
  greg_t *r = context->uc_mcontext.gregs;
  r[REG_RAX] = (greg_t)from->registers.rax, r[REG_RBX] = (greg_t)from->registers.rbx;
  r[REG_RCX] = (greg_t)from->registers.rcx, r[REG_RDX] = (greg_t)from->registers.rdx;
  r[REG_RDI] = (greg_t)from->registers.rdi, r[REG_RSI] = (greg_t)from->registers.rsi;
  r[REG_RBP] = (greg_t)from->registers.rbp, r[REG_RSP] = (greg_t)from->registers.rsp;
  r[REG_R8] = (greg_t)from->registers.r8, r[REG_R9] = (greg_t)from->registers.r9;
  r[REG_R10] = (greg_t)from->registers.r10, r[REG_R11] = (greg_t)from->registers.r11;
  r[REG_R12] = (greg_t)from->registers.r12, r[REG_R13] = (greg_t)from->registers.r13;
  r[REG_R14] = (greg_t)from->registers.r14, r[REG_R15] = (greg_t)from->registers.r15;
  r[REG_RIP] = (greg_t)from->registers.rip, r[REG_EFL] = (greg_t)from->registers.flags;
  memcpy(context->uc_mcontext.fpregs, from->floats.saved, FLOATS_OF_PROGRAM);
}
#else
/* The floats are in one of the records behind the integer registers, and once more, as the lower parts of longer ones, in
   another where the processor has these. */
#define FLOATS_MAGIC 0x46508001u
#define VECTORS_MAGIC 0x53564501u

struct record {
  uint32_t magic, size;
};
struct float_record {
  struct record record;
  uint32_t status, control;
  __uint128_t v[32];
};
struct vector_record {
  struct record record;
  uint16_t length, unused[3];
  uint8_t registers[]; /* none if they are not in use */
};

static void *find_record(ucontext_t *context, uint32_t magic) {
  char *at = (char *)context->uc_mcontext.__reserved;
  for (;;) {
    struct record *record = (struct record *)at;
    if (record->magic == magic) return record;
    if (record->magic == 0 || record->size == 0) return NULL;
    at += record->size;
  }
}

static struct float_record *floats_of(ucontext_t *context) {
  struct float_record *floats = find_record(context, FLOATS_MAGIC);
  if (floats == NULL) violation("a signal without the floating-point registers");
  return floats;
}

static void take_floats(ucontext_t *context, const struct mac_mcontext *from) {
  struct float_record *floats = floats_of(context);
  memcpy(floats->v, from->floats.v, sizeof from->floats.v);
  floats->status = from->floats.status;
  floats->control = from->floats.control;
  struct vector_record *vectors = find_record(context, VECTORS_MAGIC);
  if (vectors == NULL || vectors->record.size <= sizeof *vectors) return;
  for (unsigned i = 0; i < 32; i++)
    memcpy(vectors->registers + i * vectors->length, &from->floats.v[i], sizeof from->floats.v[i]);
}

static void show_machine(struct mac_mcontext *to, ucontext_t *context) {
  const mcontext_t *from = &context->uc_mcontext;
  const struct float_record *floats = floats_of(context);
  memset(to, 0, sizeof *to);
  to->exception.address = from->fault_address;
  memcpy(to->registers.x, from->regs, sizeof to->registers.x);
  to->registers.fp = from->regs[29];
  to->registers.lr = from->regs[30];
  to->registers.sp = from->sp;
  to->registers.pc = from->pc;
  to->registers.flags = (uint32_t)from->pstate;
  memcpy(to->floats.v, floats->v, sizeof to->floats.v);
  to->floats.status = floats->status;
  to->floats.control = floats->control;
}

static void take_machine(ucontext_t *context, const struct mac_mcontext *from) {
  mcontext_t *to = &context->uc_mcontext;
  memcpy(to->regs, from->registers.x, sizeof from->registers.x);
  to->regs[29] = from->registers.fp;
  to->regs[30] = from->registers.lr;
  to->sp = from->registers.sp;
  to->pc = from->registers.pc;
  to->pstate = from->registers.flags;
  take_floats(context, from);
}
#endif

static void set_kernel_action(int signal, const struct kernel_action *action) {
  syscall(SYS_rt_sigaction, signal, action, NULL, sizeof action->mask);
}

static void run_handler(const struct mac_sigaction *action, int mac_signal, int signal, siginfo_t *info, ucontext_t *context) {
  struct mac_siginfo mac_info;
  struct mac_mcontext machine;
  struct mac_ucontext mac_context = {
      .on_stack = action->flags & MAC_SA_ONSTACK ? MAC_SS_ONSTACK : 0,
      .mask = to_mac_mask(*(uint64_t *)&context->uc_sigmask),
      .stack = {(uint64_t)context->uc_stack.ss_sp, context->uc_stack.ss_size, 0},
      .machine_size = sizeof machine,
      .machine = &machine,
  };
  show_info(&mac_info, mac_signal, signal, info);
  show_machine(&machine, context);
  const uint64_t arguments[4] = {(uint64_t)mac_signal, (uint64_t)&mac_info, (uint64_t)&mac_context, 0};
  call_program((const void *)action->handler, arguments, 0, "the handler of a signal");
  if (mac_context.machine != &machine) violation("the handler of a signal gives its context other registers");
  uint64_t mask = to_linux_mask(mac_context.mask);
  memcpy(&context->uc_sigmask, &mask, sizeof mask);
  take_machine(context, &machine);
}

static void on_signal(int signal, siginfo_t *info, void *context) {
  int error = errno, saved_mac_error = mac_error;
  int mac_signal = mac_signal_of(signal, info);
  struct mac_sigaction action = actions[mac_signal];
  if (action.handler == DEFAULT || (action.handler == IGNORE && is_fault(signal, info))) {
    /* Of the two that share a handler this one has none: it dies of it. */
    const struct kernel_action dies = {0};
    int linux_signal = to_linux_signal(mac_signal);
    set_kernel_action(linux_signal, &dies);
    uint64_t mask = 0;
    syscall(SYS_rt_sigprocmask, SIG_SETMASK, &mask, NULL, sizeof mask);
    syscall(SYS_tgkill, getpid(), gettid(), linux_signal);
  } else if (action.handler != IGNORE) {
    if (action.flags & MAC_SA_RESETHAND) actions[mac_signal].handler = DEFAULT;
    handlers_running++;
    run_handler(&action, mac_signal, signal, info, context);
    handlers_running--;
  }
  errno = error;
  mac_error = saved_mac_error;
}

/* ---- Actions ---- */

extern void return_from_handler(void);
#if defined(__x86_64__)
#define RESTORER 0x04000000
__asm__(".text\n"
        ".globl return_from_handler\n"
        "return_from_handler:\n"
        "  mov $15, %eax\n"
        "  syscall\n");
#else
#define RESTORER 0
#define return_from_handler NULL
#endif

static const struct {
  int mac;
  uint64_t linux_flag;
} action_flags[] = {
    {MAC_SA_ONSTACK, SA_ONSTACK},     {MAC_SA_RESTART, SA_RESTART},     {MAC_SA_RESETHAND, 0},
    {MAC_SA_NOCLDSTOP, SA_NOCLDSTOP}, {MAC_SA_NODEFER, SA_NODEFER},     {MAC_SA_NOCLDWAIT, SA_NOCLDWAIT},
    {MAC_SA_SIGINFO, 0},
};

static void install(int linux_signal, const struct mac_sigaction *action) {
  struct kernel_action fresh = {(void *)on_signal, SA_SIGINFO | RESTORER, return_from_handler, to_linux_mask(action->mask)};
  if (action->handler == DEFAULT || action->handler == IGNORE) fresh.handler = (void *)action->handler;
  for (unsigned i = 0; i < sizeof action_flags / sizeof *action_flags; i++)
    if (action->flags & action_flags[i].mac) fresh.flags |= action_flags[i].linux_flag;
  set_kernel_action(linux_signal, &fresh);
}

/* Our handler for both signals, whatever the program does on them, with the flags of its own if it has one. */
void share_fault_handler(void) {
  const struct mac_sigaction *segv = &actions[MAC_SIGSEGV], *bus = &actions[MAC_SIGBUS];
  struct mac_sigaction action = segv->handler > IGNORE ? *segv : bus->handler > IGNORE ? *bus : (struct mac_sigaction){0};
  action.handler = (uint64_t)on_signal;
  install(SIGSEGV, &action);
  install(SIGBUS, &action);
}

static void check_flags(int flags) {
  for (unsigned i = 0; i < sizeof action_flags / sizeof *action_flags; i++) flags &= ~action_flags[i].mac;
  if (flags != 0) violation("sigaction: the flags %#x are not modelled", flags);
}

static bool is_catchable(int mac_signal) {
  int linux_signal = to_linux_signal(mac_signal);
  return linux_signal > 0 && linux_signal != SIGKILL && linux_signal != SIGSTOP;
}

/* What was set before the program started: ignored or not. */
static void look_at_action(int mac_signal) {
  static bool seen[MAC_SIGNALS];
  if (seen[mac_signal]) return;
  seen[mac_signal] = true;
  struct kernel_action action;
  if (syscall(SYS_rt_sigaction, to_linux_signal(mac_signal), NULL, &action, sizeof action.mask) != 0) return;
  if (action.handler == (void *)SIG_IGN) actions[mac_signal].handler = IGNORE;
}

static void mac_sigaction(struct call *call) {
  int mac_signal = (int)call->arguments[0];
  const struct mac_sigaction *fresh = (const void *)call->arguments[1];
  struct mac_sigaction *before = (void *)call->arguments[2];
  errno = EINVAL;
  call->result = checked(-1);
  if (to_linux_signal(mac_signal) < 0 || (fresh && !is_catchable(mac_signal))) {
    /* SIGEMT and SIGINFO exist there, but nothing here sends them. */
    if (to_linux_signal(mac_signal) == 0) violation("sigaction: the signal %d is not modelled", mac_signal);
    return;
  }
  look_at_action(mac_signal);
  struct mac_sigaction old = actions[mac_signal];
  if (fresh) {
    check_flags(fresh->flags);
    if (fresh->handler != DEFAULT && fresh->handler != IGNORE && !is_program_code((const void *)fresh->handler))
      violation("sigaction: the handler at %p is no code of the program", (void *)fresh->handler);
    actions[mac_signal] = *fresh;
    if (mac_signal == MAC_SIGBUS || mac_signal == MAC_SIGSEGV) {
      share_fault_handler();
    } else {
      install(to_linux_signal(mac_signal), fresh);
    }
  }
  if (before) *before = old;
  call->result = 0;
}

/* ---- Masks and stacks ---- */

static int set_mask(int how, const uint32_t *fresh, uint32_t *before) {
  uint64_t mask = fresh ? to_linux_mask(*fresh) : 0, old;
  if (fresh && (how < 1 || how > 3)) return EINVAL;
  if (syscall(SYS_rt_sigprocmask, how - 1, fresh ? &mask : NULL, &old, sizeof mask) != 0) return errno;
  if (before) *before = to_mac_mask(old);
  return 0;
}

/* The three ways to do it are 1, 2 and 3 there, and one less here. */
_Static_assert(SIG_BLOCK == 0 && SIG_UNBLOCK == 1 && SIG_SETMASK == 2, "in the same order");

static void mac_sigprocmask(struct call *call) {
  errno = set_mask((int)call->arguments[0], (uint32_t *)call->arguments[1], (uint32_t *)call->arguments[2]);
  call->result = checked(errno ? -1 : 0);
}

static void mac_pthread_sigmask(struct call *call) {
  int error = set_mask((int)call->arguments[0], (uint32_t *)call->arguments[1], (uint32_t *)call->arguments[2]);
  call->result = (uint64_t)(error ? to_mac_error(error) : 0);
}

static void mac_sigaltstack(struct call *call) {
  const struct mac_stack *fresh = (const void *)call->arguments[0];
  struct mac_stack *before = (void *)call->arguments[1];
  stack_t stack = {0}, old;
  int result = 0;
  if (fresh) {
    if (fresh->flags & ~MAC_SS_DISABLE) violation("sigaltstack: the flags %#x", fresh->flags);
    stack.ss_sp = (void *)fresh->low;
    stack.ss_size = fresh->size;
    stack.ss_flags = fresh->flags & MAC_SS_DISABLE ? SS_DISABLE : 0;
    errno = ENOMEM;
    if (!(fresh->flags & MAC_SS_DISABLE) && fresh->size < MAC_SIGNAL_STACK_LEAST) result = -1;
  }
  if (result == 0) result = sigaltstack(fresh ? &stack : NULL, &old);
  if (result == 0 && before) {
    int flags = (old.ss_flags & SS_ONSTACK ? MAC_SS_ONSTACK : 0) | (old.ss_flags & SS_DISABLE ? MAC_SS_DISABLE : 0);
    *before = (struct mac_stack){(uint64_t)old.ss_sp, old.ss_size, flags};
  }
  call->result = checked(result);
}

/* ---- Sending ---- */

static int linux_signal_or_violation(const char *function, int mac_signal) {
  if (mac_signal == 0) return 0;
  int signal = to_linux_signal(mac_signal);
  if (signal == 0) violation("%s: the signal %d is not modelled", function, mac_signal);
  return signal;
}

static void mac_raise(struct call *call) {
  int signal = linux_signal_or_violation("raise", (int)call->arguments[0]);
  call->result = checked(syscall(SYS_tgkill, getpid(), gettid(), signal));
}

static void mac_kill(struct call *call) {
  int signal = linux_signal_or_violation("kill", (int)call->arguments[1]);
  call->result = checked(kill((pid_t)call->arguments[0], signal));
}

static void mac_pthread_kill(struct call *call) {
  int signal = linux_signal_or_violation("pthread_kill", (int)call->arguments[1]);
  int error = signal < 0 ? EINVAL : pthread_kill((pthread_t)call->arguments[0], signal);
  call->result = (uint64_t)(error ? to_mac_error(error) : 0);
}

const struct import signal_imports[] = {
    SAFE_INT("sigaction", mac_sigaction),
    SAFE_INT("sigaltstack", mac_sigaltstack),
    SAFE_INT("sigprocmask", mac_sigprocmask),
    SAFE_INT("pthread_sigmask", mac_pthread_sigmask),
    SAFE_INT("raise", mac_raise),
    SAFE_INT("kill", mac_kill),
    SAFE_INT("pthread_kill", mac_pthread_kill),
    {0},
};

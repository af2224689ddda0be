/* Faults and signals: what a handler is told, and that what it changes has its effect. */
#include "system.h"

struct info {
  int signal, error, code, process;
  u32 user;
  int status;
  u64 address;
};

struct machine {
  u64 exception[2];
#if defined(__x86_64__)
  u64 rax, rbx, rcx, rdx, rdi, rsi, rbp, rsp, r8, r9, r10, r11, r12, r13, r14, r15, rip, flags, cs, fs, gs;
  char floats_before[8 + 160], vectors[16][16];
#else
  u64 x[29], fp, lr, sp, pc;
  u32 flags, unused;
  double vectors[32][2];
#endif
};
struct context {
  int on_stack;
  u32 mask;
  struct stack stack;
  void *link;
  size_t size;
  struct machine *machine;
};

static char signal_stack[0x10000] __attribute__((aligned(16)));
static char *guard;
static u64 expected_address;

/* After a fault goes on behind the instruction that x8 or r8 points to, with 42 and 2.5 in registers. */
static void on_fault(int signal, struct info *info, struct context *context) {
  char here;
  number(signal), number(info->signal == signal), number(info->code);
  number(info->address == expected_address);
  number(&here >= signal_stack && &here < signal_stack + sizeof signal_stack);
  number(context->on_stack), number(info->process != 0);
  struct machine *machine = context->machine;
  double value = 2.5;
#if defined(__x86_64__)
  machine->rip = machine->r8;
  machine->rax = 42;
  memcpy(machine->vectors[3], &value, sizeof value);
#else
  machine->pc = machine->x[8];
  machine->x[0] = 42;
  machine->vectors[3][0] = value;
#endif
}

/* An access of the address: what the handler left in registers. */
static long touch(u64 address, double *value) {
  expected_address = address;
#if defined(__x86_64__)
  register double d __asm__("xmm3");
  u64 result;
  __asm__ volatile("leaq 1f(%%rip), %%r8\n\tmovb (%2), %%al\n1:" : "=a"(result), "=x"(d) : "r"(address) : "r8", "memory");
  *value = d;
  return (long)result;
#else
  register u64 x0 __asm__("x0") = address;
  register double d __asm__("d3");
  __asm__ volatile("adr x8, 1f\n\tldrb w0, [x0]\n1:" : "+r"(x0), "=w"(d) : : "x8", "memory");
  *value = d;
  return (long)x0;
#endif
}

static void fault(u64 address) {
  double value;
  long result = touch(address, &value);
  number(result), number(value == 2.5);
  text("\n");
}

static void on_other(int signal, struct info *info, void *context) {
  (void)context;
  number(signal), number(info->code), number(info->process == getpid());
  text("\n");
}

int main(int argc, char **argv) {
  const struct stack stack = {signal_stack, sizeof signal_stack, 0};
  const struct stack small = {signal_stack, 4096, 0};
  number(sigaltstack(&small, NULL)), number(*__error());
  number(sigaltstack(&stack, NULL));
  text("\n");

  struct sigaction action = {(void *)on_fault, 0, ON_STACK | WITH_INFO}, old;
  sigaction(11, &action, NULL);
  sigaction(10, &action, &old);
  number(old.handler == NULL);
  sigaction(8, &action, &old);
  sigaction(8, &action, &old);
  number(old.handler == (void *)on_fault), number(old.flags);
  number(sigaction(9, &action, NULL)), number(*__error());
  text("\n");

  guard = mmap(NULL, 0x4000, 0, PRIVATE | ANON, -1, 0);
  fault(16);           /* nothing is there */
  fault((u64)guard);   /* nobody may read there */
#if defined(__x86_64__)
  fault((u64)1 << 62); /* no address at all: told as 0 */
  u64 result;
  expected_address = 0;
  __asm__ volatile("leaq 1f(%%rip), %%r8\n\txorl %%edx, %%edx\n\tmovl $1, %%eax\n\txorl %%ecx, %%ecx\n"
                   "2:\tleaq 2b(%%rip), %%r9\n\tdivl %%ecx\n1:"
                   : "=a"(result)
                   :
                   : "rcx", "rdx", "r8", "r9", "memory");
  number((long)result);
  text("\n");
#endif

  action.handler = (void *)on_other;
  sigaction(30, &action, NULL); /* SIGUSR1 */
  kill(getpid(), 30);
  if (argc > 1 && same(argv[1], "die")) {
    /* One of the two for bad accesses has no handler: it dies of that, whatever the other has. */
    action.handler = NULL;
    sigaction(10, &action, NULL);
    fault((u64)guard);
  }
  return 0;
}

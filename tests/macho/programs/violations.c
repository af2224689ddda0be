/* Each breaks one rule of the calling conventions or of the system. */
#include "system.h"

static pthread_mutex_t mutex = {{0x32AAABA7}};

static void misaligned(void) {
#if defined(__x86_64__)
  __asm__ volatile("subq $8, %%rsp\n\tcall _getpid\n\taddq $8, %%rsp" ::: "rax", "rcx", "rdx", "rsi", "rdi", "r8", "r9",
                   "r10", "r11", "memory");
#else
  __asm__ volatile("sub sp, sp, #8\n\tbl _getpid\n\tadd sp, sp, #8" ::: "x0", "x1", "x16", "x17", "x30", "memory");
#endif
}

/* Whether a scratch register is as it was after a call. */
static long keeps(void) {
  u64 left;
#if defined(__x86_64__)
  __asm__ volatile("movq $7, %%r10\n\tmovq %%r10, %%xmm9\n\tcall _getpid\n\tmovq %%xmm9, %%rcx\n\tsubq $7, %%r10\n\t"
                   "subq $7, %%rcx\n\timulq %%rcx, %%r10\n\tmovq %%r10, %0"
                   : "=r"(left)
                   :
                   : "rax", "rcx", "rdx", "rsi", "rdi", "r8", "r9", "r10", "r11", "xmm9", "memory");
#else
  __asm__ volatile("mov x18, #7\n\tfmov d20, x18\n\tbl _getpid\n\tfmov x1, d20\n\tsub x18, x18, #7\n\tsub x1, x1, #7\n\t"
                   "mul %0, x18, x1"
                   : "=r"(left)
                   :
                   : "x0", "x1", "x2", "x3", "x4", "x5", "x6", "x7", "x8", "x9", "x10", "x11", "x12", "x13", "x14", "x15",
                     "x16", "x17", "x30", "d20", "memory");
#endif
  return left == 0;
}

/* Only the lower half of a register with an int means something. */
static long extends(void) {
  u64 result;
#if defined(__x86_64__)
  __asm__ volatile("call _getpid" : "=a"(result)::"rcx", "rdx", "rsi", "rdi", "r8", "r9", "r10", "r11", "memory");
#else
  register u64 x0 __asm__("x0");
  __asm__ volatile("bl _getpid" : "=r"(x0)::"x1", "x2", "x3", "x4", "x5", "x6", "x7", "x8", "x9", "x10", "x11", "x12", "x13",
                                           "x14", "x15", "x16", "x17", "x30", "memory");
  result = x0;
#endif
  return result >> 32 == 0;
}

static void clobber(void) {
#if defined(__x86_64__)
  __asm__ volatile("xorl %r15d, %r15d");
#else
  __asm__ volatile("mov x28, #0");
#endif
}

static void on_signal(int signal) {
  (void)signal;
  exit(1);
}

static void unsafe(void) {
  const struct sigaction action = {(void *)on_signal, 0, 0};
  sigaction(30, &action, NULL);
  raise(30);
}

static long *const read_only[] = {(long *)&mutex};

int main(int argc, char **argv) {
  const char *what = argc > 1 ? argv[1] : "";
  char *page = mmap(NULL, 1, READ | WRITE, PRIVATE | ANON, -1, 0);
  if (same(what, "misaligned")) misaligned();
  if (same(what, "keeps")) return (int)keeps();
  if (same(what, "extends")) return (int)extends();
  if (same(what, "clobber")) clobber();
  if (same(what, "writable-code")) mprotect(page, 1, READ | WRITE | EXECUTE);
  if (same(what, "not-held")) pthread_mutex_unlock(&mutex);
  if (same(what, "no-mutex")) pthread_mutex_lock((pthread_mutex_t *)page);
  if (same(what, "unsafe")) unsafe();
  if (same(what, "unknown-flag")) open("x", 0x8000000);
  if (same(what, "linux-flag")) mmap(NULL, 1, READ, PRIVATE | 0x20, -1, 0);
  if (same(what, "data-as-code")) pthread_create((pthread_t *)page, NULL, (void *(*)(void *))page, NULL);
  if (same(what, "write-text")) *(volatile int *)(u64)main = 1;
  if (same(what, "run-data")) ((void (*)(void))page)();
  if (same(what, "low")) return *(volatile char *)(0x400000);
  number(read_only[0] != NULL);
  return 0;
}

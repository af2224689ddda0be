/*
 * Threads by the C library, on its stacks. With it come the parts of the library that prepare a process
 * for threads, 6 KB on Linux; programs that need the library for other things need them anyway.
 *
 * A thread's memory, as the library gives it: what ffc_stacks_make divides, from a guard on, the block
 * with the signal stack, and above that the frames of the library and of `enter`. Forth runs below the
 * block. Detached threads give their stacks back when they end.
 */
#if defined(__linux__)
#include <pthread.h>
#endif

#include "../ffc.h"

/* Room for aligning the block, and for what lies above it. */
static size_t stack_size(void) {
  return FFC_GUARD + ffc_stacks_size(&ffc_thread_sizes) + 2 * FFC_SIGNAL_BLOCK + 4 * FFC_PAGE;
}

static void *enter(void *argument) {
  struct ffc_thread *thread = argument;
  uintptr_t here = (uintptr_t)__builtin_frame_address(0);
  /* The library promises stack_size bytes below a place a little above this frame. */
  uintptr_t low = (here - stack_size() + 2 * FFC_PAGE + FFC_GUARD) & -(uintptr_t)FFC_PAGE;
  uintptr_t block = (here - FFC_PAGE / 2 - FFC_SIGNAL_BLOCK) & -(uintptr_t)FFC_SIGNAL_BLOCK;
  struct ffc_context *ctx = (struct ffc_context *)(block + FFC_SIGNAL_CONTEXT);
  ffc_set(ctx, 0, sizeof *ctx);
  if (ffc_stacks_make(ctx, low, &ffc_thread_sizes))
    ffc_thread_body(thread, block, block);
  else
    ffc_thread_refused(thread, ctx);
  return NULL;
}

bool ffc_thread_start(struct ffc_thread *thread) {
  pthread_t made;
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, stack_size());
#if defined(__linux__)
  pthread_attr_setguardsize(&attributes, 0); /* a process may have so many mappings only, and we make guards ourselves */
#endif
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  return pthread_create(&made, &attributes, enter, thread) == 0;
}

#if defined(__linux__)
/* Our _start is not the C library's: let it make itself ready. `stack` has argc, then argv. */
int __libc_start_main(int (*)(int, char **, char **), int, char **, void (*)(void), void (*)(void), void (*)(void));

static int c_main(int argc, char **argv, char **environment) {
  (void)argc, (void)argv, (void)environment;
  ffc_main();
}

void ffc_start_threaded(uintptr_t *stack) {
  __libc_start_main(c_main, (int)stack[0], (char **)(stack + 1), 0, 0, 0);
  __builtin_unreachable();
}
#endif

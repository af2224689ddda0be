/*
 * Threads by the C library, on its stacks. With it come the parts of the library that prepare a process
 * for threads, 6 KB on Linux; programs that need the library for other things need them anyway.
 *
 * A thread's memory, as the library gives it: a guard, then what ffc_stacks_guard divides, the block
 * with the signal stack, and above that the frames of the library and of `enter`. Forth runs below the
 * block. Detached threads give their stacks back when they end.
 */
#if defined(__linux__)
#include <pthread.h>
#endif

#include "../ffc.h"

/* Room for aligning the block, and for what lies above it. */
static size_t stack_size(void) {
  return ffc_stacks_size(&ffc_thread_sizes) + 2 * FFC_SIGNAL_BLOCK + 4 * FFC_PAGE;
}

static void *enter(void *argument) {
  struct ffc_starter *starter = argument;
  uintptr_t here = (uintptr_t)__builtin_frame_address(0);
  /* The library promises stack_size bytes below a place a little above this frame. */
  uintptr_t low = (here - stack_size() + 2 * FFC_PAGE) & -(uintptr_t)FFC_PAGE;
  uintptr_t block = (here - FFC_PAGE / 2 - FFC_SIGNAL_BLOCK) & -(uintptr_t)FFC_SIGNAL_BLOCK;
  starter->body(starter, ffc_stacks_guard(low, &ffc_thread_sizes) ? low : 0, block, block);
  return NULL;
}

bool ffc_thread_start(struct ffc_starter *starter) {
  pthread_t thread;
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, stack_size());
  pthread_attr_setguardsize(&attributes, FFC_GUARD);
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  return pthread_create(&thread, &attributes, enter, starter) == 0;
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

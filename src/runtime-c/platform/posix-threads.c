/*
 * Threads on Linux, by the C library: only programs that spawn link this file, and with it the parts
 * of the C library that prepare the process for threads.
 */
#include <pthread.h>

#include "../ffc.h"

bool ffc_thread_start(void *(*body)(void *), void *argument, size_t stack_size, size_t guard_size) {
  pthread_t thread;
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, stack_size);
  pthread_attr_setguardsize(&attributes, guard_size);
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  return pthread_create(&thread, &attributes, body, argument) == 0;
}

int __libc_start_main(int (*)(int, char **, char **), int, char **, void (*)(void), void (*)(void), void (*)(void));

/* `stack` is as the kernel left it: argc, then argv. */
void ffc_c_library_start(uintptr_t *stack, int (*body)(int, char **, char **)) {
  __libc_start_main(body, (int)stack[0], (char **)(stack + 1), 0, 0, 0);
  __builtin_unreachable();
}

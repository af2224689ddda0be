/*
 * What the runtime asks of the operating system and of the linker. Each system has a header that defines what should
 * be inline, and files for the rest.
 */
#ifndef FFC_PLATFORM_H
#define FFC_PLATFORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__linux__)
#include "linux.h"
#elif defined(__APPLE__)
#include "macos.h"
#else
#error "no such platform yet"
#endif

/* Whether a thread makes the guards of its own stacks: they are the library's. */
#if defined(__APPLE__) || defined(FFC_POSIX_THREADS)
#define FFC_GUARDS_IN_THREAD 1
#else
#define FFC_GUARDS_IN_THREAD 0
#endif

#include "locks.h"
#include "processor.h"

/* ---- Memory, time, files, process ---- */
void *ffc_map(size_t size);   /* zeroed pages, 0 if there are none */
void ffc_unmap(void *, size_t size);
void *ffc_remap(void *, size_t old_size, size_t size); /* may move; 0 if it cannot */
bool ffc_guard(uintptr_t low); /* no access to FFC_GUARD bytes from now on */

int64_t ffc_clock_us(bool monotonic);
int64_t ffc_clock_ns(void); /* since 1970 */
void ffc_sleep_us(int64_t us);
void ffc_cpu_us(int64_t *user, int64_t *system);

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
/* Sends it to this thread. */
void ffc_signal_self(int signal);
void ffc_signal_stack(uintptr_t low, size_t size);

uintptr_t ffc_signal_pc(void *context);
uintptr_t ffc_signal_sp(void *context);
/* If a call led to where no instruction is: where it would have returned to. */
uintptr_t ffc_signal_caller(void *context);
uintptr_t ffc_signal_address(void *info);
bool ffc_signal_is_fault(void *info); /* rather than sent by a process */
/* Lets the interrupted thread go on in `function(a, b)`, with its stack pointer as it was. */
void ffc_signal_continue(void *context, void (*function)(), void *a, int64_t b);

/* ---- Processes (linux-process.c, macos-process.c): results are -errno on failure ---- */
/* Runs a command by the shell, with these descriptors as its standard input and output; its number. */
long ffc_process_start(const char *command, char **environment, int in, int out, char *stack_top);
long ffc_process_wait(int pid, int *status);
/* Exit status, or 128 and the number of the signal it died of. */
int ffc_process_status(int status);
long ffc_process_signal(int pid, int signal);
/* The end to read from, the end to write to. */
long ffc_pipe(int ends[2]);

/* ---- Threads (linux-threads.c, posix-threads.c) ---- */
/* How many processors this process may use. */
int ffc_processors(void);
/* Lets another thread go on first, if one can. */
void ffc_yield(void);
struct ffc_thread;
/* Runs ffc_thread_body on a new thread. False if there can be no more threads. */
bool ffc_thread_start(struct ffc_thread *);

#endif

/* Processes on Linux: a child that shares our memory until it has become another program (as vfork does). */
#define _GNU_SOURCE
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/wait.h>

#include "../ffc.h"

struct child {
  const char *const *arguments;
  char **environment;
  int in, out;
  uint64_t mask; /* of signals, to be restored */
  long error;
};

#define MASK_SIZE 8

static long set_mask(const uint64_t *mask, uint64_t *before) {
  return ffc_syscall4(SYS_rt_sigprocmask, SIG_SETMASK, (long)mask, (long)before, MASK_SIZE);
}

/* Opened anew rather than kept: everything of ours closes at the exec but these. */
static long become(int from, int to) {
  if (from != to) return ffc_syscall3(SYS_dup3, from, to, 0);
  return ffc_syscall3(SYS_fcntl, to, F_SETFD, 0);
}

/* In the child, whose parent sleeps meanwhile. Signals that we ignore for our own sake are not its business, and our
   handlers would work on the parent's memory. The one descriptor must not be overwritten by the other's new place. */
static void run(struct child *child) {
  int in = child->in, out = child->out;
  ffc_default_signal(SIGPIPE);
  ffc_default_caught_signals();
  if (out == 0) out = (int)ffc_syscall3(SYS_fcntl, out, F_DUPFD_CLOEXEC, 3);
  child->error = become(in, 0);
  if (child->error >= 0) child->error = become(out, 1);
  set_mask(&child->mask, NULL);
  if (child->error >= 0)
    child->error = ffc_syscall3(SYS_execve, (long)child->arguments[0], (long)child->arguments, (long)child->environment);
  ffc_exit_at_once(127);
}

long ffc_process_start(const char *command, char **environment, int in, int out, char *stack_top) {
  const char *const arguments[] = {"/bin/sh", "-c", command, NULL};
  struct child child = {arguments, environment, in, out, 0, 0};
  const uint64_t all = ~UINT64_C(0);
  set_mask(&all, &child.mask);
  long pid = ffc_clone(CLONE_VM | CLONE_VFORK | SIGCHLD, stack_top, NULL, (void (*)())run, &child);
  set_mask(&child.mask, NULL);
  if (pid > 0 && child.error < 0) {
    int status;
    ffc_process_wait((int)pid, &status);
    return child.error;
  }
  return pid;
}

long ffc_process_wait(int pid, int *status) {
  for (;;) {
    long result = ffc_syscall4(SYS_wait4, pid, (long)status, 0, 0);
    if (result != -EINTR) return result < 0 ? result : 0;
  }
}

int ffc_process_status(int status) {
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

long ffc_process_signal(int pid, int signal) { return ffc_syscall3(SYS_kill, pid, signal, 0); }

cell ffc_process_id(struct ffc_context *ctx) {
  FFC_ENTER(ctx);
  return ffc_syscall3(SYS_getpid, 0, 0, 0);
}

long ffc_pipe(int ends[2]) { return ffc_syscall3(SYS_pipe2, (long)ends, O_CLOEXEC, 0); }

/* Processes on macOS, by posix_spawn. */
#include "../files.h"

typedef void *spawn_actions, *spawn_attributes;
enum { SPAWN_SIGNAL_DEFAULTS = 4, F_SETFD = 2, FD_CLOEXEC = 1 };

FFC_OF_SYSTEM
int posix_spawn(int *pid, const char *path, const spawn_actions *, const spawn_attributes *,
                const char *const *arguments, char *const *environment);
int posix_spawn_file_actions_init(spawn_actions *);
int posix_spawn_file_actions_destroy(spawn_actions *);
int posix_spawn_file_actions_adddup2(spawn_actions *, int from, int to);
int posix_spawn_file_actions_addinherit_np(spawn_actions *, int fd);
int posix_spawnattr_init(spawn_attributes *);
int posix_spawnattr_destroy(spawn_attributes *);
int posix_spawnattr_setflags(spawn_attributes *, short flags);
int posix_spawnattr_setsigdefault(spawn_attributes *, const uint32_t *signals);
int fcntl(int fd, int command, ...);
int pipe(int ends[2]);
int waitpid(int pid, int *status, int options);
int kill(int pid, int signal);
int getpid(void);
FFC_OWN

/* No process starts between a pipe's making and the mark that it closes in other programs. */
static struct ffc_lock starting;

static int become(spawn_actions *actions, int from, int to) {
  if (from == to) return posix_spawn_file_actions_addinherit_np(actions, to);
  return posix_spawn_file_actions_adddup2(actions, from, to);
}

/* Signals that we ignore for our own sake are not the command's business. */
static int spawn(int *pid, const char *command, char **environment, int in, int out) {
  const char *const arguments[] = {"/bin/sh", "-c", command, NULL};
  const uint32_t defaults = 1u << (SIGPIPE - 1);
  spawn_actions actions;
  spawn_attributes attributes;
  int error = posix_spawn_file_actions_init(&actions);
  if (error != 0) return error;
  error = posix_spawnattr_init(&attributes);
  if (error == 0) {
    posix_spawnattr_setflags(&attributes, SPAWN_SIGNAL_DEFAULTS);
    posix_spawnattr_setsigdefault(&attributes, &defaults);
    error = become(&actions, in, 0);
    if (error == 0) error = become(&actions, out, 1);
    if (error == 0) error = posix_spawn(pid, arguments[0], &actions, &attributes, arguments, environment);
    posix_spawnattr_destroy(&attributes);
  }
  posix_spawn_file_actions_destroy(&actions);
  return error;
}

/* The one descriptor must not be overwritten by the other's new place. */
long ffc_process_start(const char *command, char **environment, int in, int out, char *stack_top) {
  (void)stack_top;
  int pid;
  long to = out == 0 && in != 0 ? ffc_descriptor_above(out, FFC_FIRST_FILE) : out;
  if (to < 0) return to;
  ffc_lock(&starting);
  int error = spawn(&pid, command, environment, in, (int)to);
  ffc_unlock(&starting);
  if (to != out) ffc_close((int)to);
  return error != 0 ? -error : pid;
}

long ffc_process_wait(int pid, int *status) {
  for (;;) {
    long result = ffc_result(waitpid(pid, status, 0));
    if (result != -EINTR) return result < 0 ? result : 0;
  }
}

int ffc_process_status(int status) {
  int signal = status & 0x7f;
  return signal != 0 ? 128 + signal : status >> 8 & 0xff;
}

long ffc_process_signal(int pid, int signal) { return ffc_result(kill(pid, signal)); }

cell ffc_process_id(struct ffc_context *ctx) {
  FFC_ENTER(ctx);
  return getpid();
}

long ffc_pipe(int ends[2]) {
  ffc_lock(&starting);
  long result = ffc_result(pipe(ends));
  for (int i = 0; i < 2 && result == 0; i++) result = ffc_result(fcntl(ends[i], F_SETFD, FD_CLOEXEC));
  ffc_unlock(&starting);
  return result;
}

/* The process itself, and others that it starts. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "loader.h"
#include "macos.h"

/* ---- The process itself ---- */

#define MAX_EXIT_FUNCTIONS 32
static const void *exit_functions[MAX_EXIT_FUNCTIONS];
static unsigned exit_function_count;

void exit_program(int status) {
  const uint64_t none[4] = {0};
  while (exit_function_count > 0) call_program(exit_functions[--exit_function_count], none, 0, "a function for the exit");
  _exit(status);
}

static void mac_atexit(struct call *call) {
  if (exit_function_count == MAX_EXIT_FUNCTIONS) violation("atexit: more than %d functions", MAX_EXIT_FUNCTIONS);
  exit_functions[exit_function_count++] = (const void *)call->arguments[0];
  call->result = 0;
}

static void mac_exit(struct call *call) { exit_program((int)call->arguments[0]); }
static void mac_exit_now(struct call *call) { _exit((int)call->arguments[0]); }

static void mac_abort(struct call *call) {
  (void)call;
  abort();
}

static void mac_getpid(struct call *call) { call->result = (uint64_t)getpid(); }

static void mac_environment_location(struct call *call) { call->result = (uint64_t)&mac_environment; }

static void mac_getenv(struct call *call) {
  const char *name = (const char *)call->arguments[0];
  size_t length = strlen(name);
  call->result = 0;
  for (char **at = mac_environment; *at; at++)
    if (strncmp(*at, name, length) == 0 && (*at)[length] == '=') call->result = (uint64_t)(*at + length + 1);
}

static void mac_sysconf(struct call *call) {
  int name = (int)call->arguments[0];
  if (name == MAC_SC_PAGESIZE)
    call->result = MAC_PAGE;
  else if (name == MAC_SC_NPROCESSORS_ONLN || name == MAC_SC_NPROCESSORS_CONF)
    call->result = (uint64_t)sysconf(_SC_NPROCESSORS_ONLN);
  else
    violation("sysconf: the name %d is not modelled", name);
}

/* ---- Other processes ---- */

/* Alike but for the number of the signal. */
static int to_mac_wait_status(int status) {
  if (!WIFSIGNALED(status)) return status;
  return to_mac_signal(WTERMSIG(status)) | (WCOREDUMP(status) ? 0x80 : 0);
}

static void mac_waitpid(struct call *call) {
  int options = (int)call->arguments[2], status;
  if (options & ~WNOHANG) violation("waitpid: the options %#x are not modelled", options);
  int *to = (int *)call->arguments[1];
  long result = waitpid((int)call->arguments[0], &status, options);
  if (result > 0 && to) *to = to_mac_wait_status(status);
  call->result = checked(result);
}

static void mac_fork(struct call *call) { call->result = checked(fork()); }

static void mac_execve(struct call *call) {
  char **environment = (char **)call->arguments[2];
  call->result = checked(execve((char *)call->arguments[0], (char **)call->arguments[1], environment));
}

/* ---- posix_spawn ----
 * The two objects are pointers there, to memory that `init` makes. Results are errors. */

enum action_kind { ACTION_DUP, ACTION_CLOSE, ACTION_INHERIT, ACTION_OPEN };

#define MAX_ACTIONS 16
struct actions {
  unsigned count;
  struct {
    enum action_kind kind;
    int fd, to, flags;
    mode_t mode;
    char *path;
  } rows[MAX_ACTIONS];
};

struct attributes {
  int flags;
  uint32_t defaults, mask;
};

static void *object_of(const struct call *call, const char *function) {
  void *object = *(void **)call->arguments[0];
  if (object == NULL) violation("%s: the object is not initialized", function);
  return object;
}

static void make_object(struct call *call, size_t size) {
  *(void **)call->arguments[0] = calloc(1, size);
  call->result = 0;
}

static void mac_actions_init(struct call *call) { make_object(call, sizeof(struct actions)); }
static void mac_attributes_init(struct call *call) { make_object(call, sizeof(struct attributes)); }

static void mac_actions_destroy(struct call *call) {
  struct actions *actions = object_of(call, "posix_spawn_file_actions_destroy");
  for (unsigned i = 0; i < actions->count; i++) free(actions->rows[i].path);
  free(actions);
  *(void **)call->arguments[0] = NULL;
  call->result = 0;
}

static void mac_attributes_destroy(struct call *call) {
  free(object_of(call, "posix_spawnattr_destroy"));
  *(void **)call->arguments[0] = NULL;
  call->result = 0;
}

static void add_action(struct call *call, enum action_kind kind, int fd, int to, int flags, mode_t mode, const char *path) {
  struct actions *actions = object_of(call, "posix_spawn_file_actions");
  if (actions->count == MAX_ACTIONS) violation("posix_spawn: more than %d actions on files", MAX_ACTIONS);
  call->result = (uint64_t)(fd < 0 || to < 0 ? EBADF : 0); /* the same number on both */
  if (call->result != 0) return;
  unsigned i = actions->count++;
  actions->rows[i].kind = kind;
  actions->rows[i].fd = fd;
  actions->rows[i].to = to;
  actions->rows[i].flags = flags;
  actions->rows[i].mode = mode;
  actions->rows[i].path = path ? strdup(path) : NULL;
}

static void mac_add_dup(struct call *call) {
  add_action(call, ACTION_DUP, (int)call->arguments[1], (int)call->arguments[2], 0, 0, NULL);
}
static void mac_add_close(struct call *call) { add_action(call, ACTION_CLOSE, (int)call->arguments[1], 0, 0, 0, NULL); }
static void mac_add_inherit(struct call *call) { add_action(call, ACTION_INHERIT, (int)call->arguments[1], 0, 0, 0, NULL); }
static void mac_add_open(struct call *call) {
  int flags = to_linux_open_flags((int)call->arguments[3]);
  add_action(call, ACTION_OPEN, 0, (int)call->arguments[1], flags, (mode_t)call->arguments[4], (char *)call->arguments[2]);
}

static void mac_set_flags(struct call *call) {
  int flags = (uint16_t)call->arguments[1];
  int known = MAC_SPAWN_SETPGROUP | MAC_SPAWN_SETSIGDEF | MAC_SPAWN_SETSIGMASK | MAC_SPAWN_CLOEXEC_DEFAULT;
  if (flags & ~known) violation("posix_spawnattr_setflags: the flags %#x are not modelled", flags & ~known);
  ((struct attributes *)object_of(call, "posix_spawnattr_setflags"))->flags = flags;
  call->result = 0;
}

static void mac_set_defaults(struct call *call) {
  ((struct attributes *)object_of(call, "posix_spawnattr_setsigdefault"))->defaults = *(uint32_t *)call->arguments[1];
  call->result = 0;
}

static void mac_set_mask(struct call *call) {
  ((struct attributes *)object_of(call, "posix_spawnattr_setsigmask"))->mask = *(uint32_t *)call->arguments[1];
  call->result = 0;
}

#define HIGHEST_INHERITED 256

static void set_kernel_mask(uint32_t mac_mask) {
  uint64_t mask = to_linux_mask(mac_mask);
  syscall(SYS_rt_sigprocmask, SIG_SETMASK, &mask, NULL, sizeof mask);
}

/* In the child. With MAC_SPAWN_CLOEXEC_DEFAULT only those descriptors remain that an action names. */
static int do_actions(const struct actions *actions, bool close_others) {
  bool named[HIGHEST_INHERITED] = {false};
  for (unsigned i = 0; actions && i < actions->count; i++) {
    int result = 0, fd = actions->rows[i].fd, to = actions->rows[i].to, place = fd;
    switch (actions->rows[i].kind) {
    case ACTION_DUP: /* to itself: it stays marked to be closed */
      result = fd == to ? fcntl(fd, F_GETFD) : dup2(fd, to);
      place = to;
      break;
    case ACTION_CLOSE:
      result = close(fd);
      break;
    case ACTION_INHERIT:
      result = fcntl(fd, F_SETFD, 0);
      break;
    case ACTION_OPEN:
      fd = open(actions->rows[i].path, actions->rows[i].flags, actions->rows[i].mode);
      result = fd < 0 || fd == to ? fd : dup2(fd, to);
      if (fd >= 0 && fd != to) close(fd);
      place = to;
      break;
    }
    if (result < 0) return errno;
    if (place < HIGHEST_INHERITED && actions->rows[i].kind != ACTION_CLOSE) named[place] = true;
  }
  for (int fd = 0; close_others && fd < HIGHEST_INHERITED; fd++)
    fcntl(fd, F_SETFD, named[fd] ? 0 : FD_CLOEXEC);
  return 0;
}

static int become(const struct actions *actions, const struct attributes *attributes, const char *path, char **arguments,
                  char **environment) {
  int flags = attributes ? attributes->flags : 0;
  int error = do_actions(actions, flags & MAC_SPAWN_CLOEXEC_DEFAULT);
  if (error != 0) return error;
  if ((flags & MAC_SPAWN_SETPGROUP) && setpgid(0, 0) != 0) return errno;
  if (flags & MAC_SPAWN_SETSIGDEF)
    for (int i = 1; i < MAC_SIGNALS; i++)
      if ((attributes->defaults & 1u << (i - 1)) && to_linux_signal(i) > 0) signal(to_linux_signal(i), SIG_DFL);
  if (flags & MAC_SPAWN_SETSIGMASK) set_kernel_mask(attributes->mask);
  execve(path, arguments, environment);
  return errno;
}

/* An error of the child comes by a pipe, so that it is told under an emulator, too. */
static void mac_posix_spawn(struct call *call) {
  const struct actions *const *actions = (const void *)call->arguments[2];
  const struct attributes *const *attributes = (const void *)call->arguments[3];
  int ends[2], error = 0;
  if (pipe2(ends, O_CLOEXEC) != 0) {
    call->result = (uint64_t)to_mac_error(errno);
    return;
  }
  /* Out of the way of the descriptors that the actions are about. */
  int told = fcntl(ends[1], F_DUPFD_CLOEXEC, HIGHEST_INHERITED);
  close(ends[1]);
  int child = fork();
  if (child == 0) {
    error = become(actions ? *actions : NULL, attributes ? *attributes : NULL, (char *)call->arguments[1],
                   (char **)call->arguments[4], (char **)call->arguments[5]);
    if (write(told, &error, sizeof error) < 0) _exit(STATUS_VIOLATION);
    _exit(127);
  }
  if (child < 0) error = errno;
  close(told);
  if (child > 0 && read(ends[0], &error, sizeof error) == sizeof error) waitpid(child, NULL, 0);
  close(ends[0]);
  if (error == 0 && call->arguments[0]) *(int *)call->arguments[0] = child;
  call->result = (uint64_t)(error == 0 ? 0 : to_mac_error(error));
}

const struct import process_imports[] = {
    ROW_VOID("exit", mac_exit),
    SAFE_VOID("_exit", mac_exit_now),
    SAFE_VOID("abort", mac_abort),
    ROW_INT("atexit", mac_atexit),
    SAFE_INT("getpid", mac_getpid),
    SAFE_WORD("_NSGetEnviron", mac_environment_location),
    ROW_WORD("getenv", mac_getenv),
    ROW_DATA("environ", &mac_environment),
    SAFE_WORD("sysconf", mac_sysconf),
    SAFE_INT("waitpid", mac_waitpid),
    SAFE_INT("fork", mac_fork),
    SAFE_INT("execve", mac_execve),
    ROW_INT("posix_spawn", mac_posix_spawn),
    ROW_INT("posix_spawn_file_actions_init", mac_actions_init),
    ROW_INT("posix_spawn_file_actions_destroy", mac_actions_destroy),
    ROW_INT("posix_spawn_file_actions_adddup2", mac_add_dup),
    ROW_INT("posix_spawn_file_actions_addclose", mac_add_close),
    ROW_INT("posix_spawn_file_actions_addinherit_np", mac_add_inherit),
    ROW_INT("posix_spawn_file_actions_addopen", mac_add_open),
    ROW_INT("posix_spawnattr_init", mac_attributes_init),
    ROW_INT("posix_spawnattr_destroy", mac_attributes_destroy),
    ROW_INT("posix_spawnattr_setflags", mac_set_flags),
    ROW_INT("posix_spawnattr_setsigdefault", mac_set_defaults),
    ROW_INT("posix_spawnattr_setsigmask", mac_set_mask),
    {0},
};

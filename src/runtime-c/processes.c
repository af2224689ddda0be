/*
 * Other programs: shell commands that are waited for, or joined to this program by pipes.
 *
 * Before one starts, what was written so far is written out: its output comes behind ours, and it finds our
 * files as they should be. A thread that waits for a process counts as running.
 */
#include "files.h"

#define CHILD_STACK 0x4000

/* A command goes on in our input where we are, as far as that can be: what we read ahead from a pipe is ours. If
   another thread waits for input now, it has it. */
static void share_input(void) {
  if (!ffc_try_lock(&ffc_input.lock)) return;
  ffc_terminal_by_lines();
  ffc_file_settle(&ffc_input);
  ffc_unlock(&ffc_input.lock);
}

static long start(struct ffc_context *ctx, const char *command, ucell length, int in, int out) {
  long result;
  char *text = ffc_c_string(ctx, command, length, ~(ucell)0, &result);
  if (!text) return result;
  ffc_flush_output(ctx);
  ffc_files_flush();
  if (in == 0) share_input();
  char *stack = ffc_map(CHILD_STACK);
  if (stack) {
    uintptr_t *initial = ffc_initial_stack();
    char **environment = (char **)(initial + initial[0] + 2);
    result = ffc_process_start(text, environment, in, out, stack + CHILD_STACK);
    ffc_unmap(stack, CHILD_STACK);
  } else {
    result = -ENOMEM;
  }
  ffc_heap_put(ctx, text);
  return result;
}

/* Several threads may wait for commands: the first and the last matter. */
static void keyboard_is_for_command(bool yes) {
  static const uint8_t signals[] = {SIGINT, SIGQUIT};
  static struct ffc_signal_action before[sizeof signals];
  static struct ffc_lock lock;
  static int count;
  ffc_lock(&lock);
  if (yes ? count++ == 0 : --count == 0)
    for (unsigned i = 0; i < sizeof signals; i++)
      ffc_swap_action(signals[i], yes ? NULL : &before[i], yes ? &before[i] : NULL);
  ffc_unlock(&lock);
}

/* As the C library's: an interrupt from the keyboard is for the command. The status as the system has it; if
   there is none, the error is thrown. */
cell ffc_system(struct ffc_context *ctx, const char *command, ucell length) {
  FFC_ENTER(ctx);
  int status = 0;
  long pid = start(ctx, command, length, 0, 1);
  if (pid < 0) ffc_raise(ctx, ffc_ior(pid));
  keyboard_is_for_command(true);
  long error = ffc_process_wait((int)pid, &status);
  keyboard_is_for_command(false);
  if (error < 0) ffc_raise(ctx, ffc_ior(error));
  return status;
}

/* ---- Processes on their own ---- */

/* The descriptor of a file that is handed to a process; -1 if it is none. */
static int descriptor(cell id) {
  if (id >= 0 && id < FFC_FIRST_FILE) return (int)id;
  struct ffc_file *file = ffc_file_lock(id);
  if (!file) return -1;
  int fd = file->fd;
  ffc_file_settle(file);
  ffc_unlock(&file->lock);
  return fd;
}

struct two ffc_start_process(struct ffc_context *ctx, const char *command, ucell length, cell in, cell out) {
  FFC_ENTER(ctx);
  int from = descriptor(in), to = descriptor(out);
  long pid = from < 0 || to < 0 ? -EBADF : start(ctx, command, length, from, to);
  return pid < 0 ? (struct two){0, ffc_ior(pid)} : (struct two){pid, 0};
}

struct two ffc_wait_process(struct ffc_context *ctx, cell process) {
  FFC_ENTER(ctx);
  int status = 0;
  long error = process <= 0 || process > INT32_MAX ? -ECHILD : ffc_process_wait((int)process, &status);
  return error < 0 ? (struct two){0, ffc_ior(error)} : (struct two){ffc_process_status(status), 0};
}

cell ffc_signal_process(struct ffc_context *ctx, cell signal, cell process) {
  FFC_ENTER(ctx);
  long error = process <= 0 || process > INT32_MAX ? -ESRCH : ffc_process_signal((int)process, (int)signal);
  return error < 0 ? ffc_ior(error) : 0;
}

/* ---- Pipes ---- */

/* Both ends, the one to read from first; or an ior twice. */
struct two ffc_create_pipe(struct ffc_context *ctx) {
  FFC_ENTER(ctx);
  int ends[2], process;
  long error = ffc_pipe(ends);
  if (error < 0) return (struct two){ffc_ior(error), ffc_ior(error)};
  struct two in = ffc_file_new(ends[0], true, 0), out = ffc_file_new(ends[1], false, 0);
  if (in.b == 0 && out.b == 0) return (struct two){in.a, out.a};
  if (in.b == 0) ffc_file_close(ctx, in.a, &process);
  if (out.b == 0) ffc_file_close(ctx, out.a, &process);
  return (struct two){in.b ? in.b : out.b, in.b ? in.b : out.b};
}

/* A command at the other end: with R/O we read what it prints, with W/O we write what it reads. */
struct two ffc_open_pipe(struct ffc_context *ctx, const char *command, ucell length, ucell fam) {
  FFC_ENTER(ctx);
  bool reads = fam / 2 == 0;
  int ends[2];
  long error = fam / 2 == 1 || fam > 5 ? -EINVAL : ffc_pipe(ends);
  if (error < 0) return (struct two){0, ffc_ior(error)};
  long pid = reads ? start(ctx, command, length, 0, ends[1]) : start(ctx, command, length, ends[0], 1);
  ffc_close(ends[reads ? 1 : 0]);
  if (pid >= 0) return ffc_file_new(ends[reads ? 0 : 1], reads, (int)pid);
  ffc_close(ends[reads ? 0 : 1]);
  return (struct two){0, ffc_ior(pid)};
}

/* The status as the system has it, and the ior. */
struct two ffc_close_pipe(struct ffc_context *ctx, cell id) {
  FFC_ENTER(ctx);
  int process, status = 0;
  long error = ffc_file_close(ctx, id, &process);
  if (process != 0) {
    long waited = ffc_process_wait(process, &status);
    if (error == 0) error = waited;
  } else if (error == 0) {
    error = -ECHILD;
  }
  return (struct two){status, error < 0 ? ffc_ior(error) : 0};
}

/*
 * Standard output: one buffer for all threads, under a lock.
 *
 * It is flushed when full, at the end, before the program waits for input, at the end of a line if a
 * terminal reads it, and when SIGTERM or SIGINT ends the program. The signal handlers are installed by
 * the first output: without any there is nothing to flush. Once there are threads, lines come here whole (output-lines.c).
 */
#include "ffc.h"

#define SIZE 8192

static struct {
  struct ffc_lock lock;
  struct ffc_context *holder; /* of the lock; for the signal handler only */
  volatile int signal;        /* the signal that is to end the program */
  bool started, terminal;
  unsigned used;
  char data[SIZE];
} out;

/* Writes the buffer out. A reader that has gone ends the program as SIGPIPE would, but by an exit
   status, whatever the parent made of SIGPIPE. */
static void flush_locked(void) {
  const char *from = out.data;
  while (out.used != 0) {
    long n = ffc_write_some(1, from, out.used);
    if (n == -EPIPE) ffc_exit_now(128 + SIGPIPE);
    if (n < 0) {
      static const char text[] = "cannot write to standard output\n";
      ffc_write_all(2, text, sizeof text - 1);
      ffc_exit_now(1);
    }
    if (n == 0 && out.signal) ffc_die_by(out.signal); /* it may wait for this write in vain */
    from += n;
    out.used -= (unsigned)n;
  }
}

/* With the lines that threads have begun. */
static void flush_all_locked(void) {
  ffc_lines_commit();
  flush_locked();
}

/*
 * SIGTERM, SIGINT: flush, then die of it. If the interrupted code itself holds the lock, it finds the
 * signal when it lets go; if another thread does, wait for it a little. A second signal does not wait.
 */
void ffc_output_signal(int signal, void *info, void *context) {
  (void)info;
  uintptr_t sp = ffc_signal_sp(context);
  if (out.signal) ffc_die_by(signal);
  out.signal = signal;
  const struct ffc_context *holder = out.holder;
  if (holder && sp >= holder->limits[FFC_MACHINE_LOW] && sp < holder->machine_top) return;
  if (ffc_lock_soon(&out.lock)) flush_all_locked();
  ffc_die_by(signal);
}

void ffc_output_lock(struct ffc_context *ctx) {
  ffc_lock(&out.lock);
  out.holder = ctx;
}

static void start_locked(void) {
  out.started = true;
  out.terminal = ffc_is_terminal(1);
  ffc_ignore_signal(SIGPIPE);
  ffc_on_signal(SIGTERM, ffc_output_signal, true);
  ffc_on_signal(SIGINT, ffc_output_signal, true);
}

void ffc_output_unlock(void) {
  out.holder = NULL;
  ffc_unlock(&out.lock);
  if (!out.signal) return;
  ffc_lock(&out.lock);
  flush_all_locked();
  ffc_die_by(out.signal);
}

void ffc_flush_output(struct ffc_context *ctx) {
  ffc_output_lock(ctx);
  flush_all_locked();
  ffc_output_unlock();
}

void ffc_flush(struct ffc_context *ctx) {
  FFC_ENTER(ctx);
  ffc_flush_output(ctx);
}

void ffc_output_add(const char *text, ucell length) {
  while (length != 0) {
    ucell n = SIZE - out.used;
    if (n > length) n = length;
    ffc_copy(out.data + out.used, text, n);
    out.used += (unsigned)n;
    text += n;
    length -= n;
    if (out.used == SIZE) flush_locked();
  }
}

static bool has_newline(const char *text, ucell length) {
  while (length--)
    if (*text++ == '\n') return true;
  return false;
}

void ffc_output_plain(struct ffc_context *ctx, const char *text, ucell length) {
  ffc_output_lock(ctx);
  if (!out.started) start_locked();
  if (!ffc_line_put(ctx, text, length)) ffc_output_add(text, length);
  if (out.terminal && has_newline(text, length)) flush_locked();
  ffc_output_unlock();
}
FFC_WEAK_ALIAS(ffc_output_put, ffc_output_plain, (struct ffc_context *ctx, const char *text, ucell length), (ctx, text, length))

void ffc_type(struct ffc_context *ctx, const char *text, ucell length) {
  FFC_ENTER(ctx);
  ffc_probe_read(text, length);
  ffc_output_put(ctx, text, length);
}

void ffc_emit(struct ffc_context *ctx, cell c) {
  FFC_ENTER(ctx);
  char byte = (char)c;
  ffc_output_put(ctx, &byte, 1);
}

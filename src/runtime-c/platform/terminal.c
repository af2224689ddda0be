/* The terminal: whether it gives lines or keys, and its size. */
#include "../ffc.h"
#include "terminal.h"

static struct {
  bool known, is_terminal, started;
  volatile bool by_keys;
  struct ffc_terminal saved;
} terminal;

static void set_keys(void) {
  struct ffc_terminal keys = terminal.saved;
  keys.local &= ~(FFC_TERMINAL_LINES | FFC_TERMINAL_ECHO);
  keys.characters[FFC_TERMINAL_AT_LEAST] = 1;
  keys.characters[FFC_TERMINAL_AFTER] = 0;
  ffc_terminal_set(&keys);
}

static void restore(void) {
  if (terminal.by_keys) ffc_terminal_set(&terminal.saved);
}

/* Control-Z: the shell gets the terminal as it was, and the program has its way again when it goes on. */
static void on_stop(int signal, void *info, void *context) {
  (void)info, (void)context;
  restore();
  ffc_default_signal(signal);
  ffc_signal_self(signal);
  ffc_on_signal(signal, on_stop, false);
  if (terminal.by_keys) set_keys();
}

/* Both are called with the lock of standard input held. */
void ffc_terminal_by_keys(void) {
  if (!terminal.known) terminal.is_terminal = ffc_terminal_get(&terminal.saved);
  terminal.known = true;
  if (!terminal.is_terminal || terminal.by_keys) return;
  if (!terminal.started) {
    terminal.started = true;
    ffc_at_exit(restore);
    ffc_on_signal(SIGTSTP, on_stop, true);
  }
  terminal.by_keys = true;
  set_keys();
}

void ffc_terminal_by_lines(void) {
  restore();
  terminal.by_keys = false;
}

/* Rows and columns; 24 and 80 where nothing is known of them. */
struct two ffc_form(struct ffc_context *ctx) {
  FFC_ENTER(ctx);
  struct ffc_terminal_size size;
  for (int fd = 1; fd >= 0; fd--)
    if (ffc_terminal_get_size(fd, &size) && size.rows != 0 && size.columns != 0)
      return (struct two){size.rows, size.columns};
  return (struct two){24, 80};
}

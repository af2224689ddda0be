/* The terminal on Linux: whether it gives lines or keys, and its size. */
#include <signal.h>
#include <sys/ioctl.h>

#include "../ffc.h"

/* The kernel's own structure and bits, as in <asm/termbits.h>, which clashes with the C library's. */
struct attributes {
  uint32_t input, output, control, local;
  uint8_t line, characters[19];
};
#define LOCAL_LINES 0000002
#define LOCAL_ECHO 0000010
#define AT_LEAST 6 /* among the characters: how many make a read return */
#define AFTER 5

static struct {
  bool known, is_terminal, started;
  volatile bool by_keys;
  struct attributes saved;
} terminal;

static void set(const struct attributes *attributes) { ffc_syscall3(SYS_ioctl, 0, TCSETS, (long)attributes); }

static void set_keys(void) {
  struct attributes keys = terminal.saved;
  keys.local &= ~(uint32_t)(LOCAL_LINES | LOCAL_ECHO);
  keys.characters[AT_LEAST] = 1;
  keys.characters[AFTER] = 0;
  set(&keys);
}

static void restore(void) {
  if (terminal.by_keys) set(&terminal.saved);
}

/* Control-Z: the shell gets the terminal as it was, and the program has its way again when it goes on. */
static void on_stop(int signal, void *info, void *context) {
  (void)info, (void)context;
  restore();
  ffc_default_signal(signal);
  ffc_syscall3(SYS_tkill, ffc_syscall3(SYS_gettid, 0, 0, 0), signal, 0);
  ffc_on_signal(signal, on_stop, false);
  if (terminal.by_keys) set_keys();
}

/* Both are called with the lock of standard input held. */
void ffc_terminal_by_keys(void) {
  if (!terminal.known) terminal.is_terminal = ffc_syscall3(SYS_ioctl, 0, TCGETS, (long)&terminal.saved) == 0;
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
  struct {
    uint16_t rows, columns, x, y;
  } size;
  for (int fd = 1; fd >= 0; fd--)
    if (ffc_syscall3(SYS_ioctl, fd, TIOCGWINSZ, (long)&size) == 0 && size.rows != 0 && size.columns != 0)
      return (struct two){size.rows, size.columns};
  return (struct two){24, 80};
}

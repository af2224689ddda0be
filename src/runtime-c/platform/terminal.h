/* Terminals, as the system has them: standard input is one. */
#ifndef FFC_PLATFORM_TERMINAL_H
#define FFC_PLATFORM_TERMINAL_H

struct ffc_terminal_size {
  uint16_t rows, columns, x, y;
};

#if defined(__linux__)
#include <sys/ioctl.h>

/* The kernel's own structure and bits, as in <asm/termbits.h>, which clashes with the C library's. */
struct ffc_terminal {
  uint32_t input, output, control, local;
  uint8_t line, characters[19];
};
#define FFC_TERMINAL_LINES 0000002u
#define FFC_TERMINAL_ECHO 0000010u
#define FFC_TERMINAL_AT_LEAST 6 /* among the characters: how many make a read return */
#define FFC_TERMINAL_AFTER 5

static inline bool ffc_terminal_get(struct ffc_terminal *to) { return ffc_syscall3(SYS_ioctl, 0, TCGETS, (long)to) == 0; }
static inline void ffc_terminal_set(const struct ffc_terminal *from) { ffc_syscall3(SYS_ioctl, 0, TCSETS, (long)from); }
static inline bool ffc_terminal_get_size(int fd, struct ffc_terminal_size *to) {
  return ffc_syscall3(SYS_ioctl, fd, TIOCGWINSZ, (long)to) == 0;
}

#elif defined(__APPLE__)

struct ffc_terminal {
  unsigned long input, output, control, local;
  uint8_t characters[20];
  unsigned long input_speed, output_speed;
};
#define FFC_TERMINAL_LINES 0x100ul
#define FFC_TERMINAL_ECHO 0x8ul
#define FFC_TERMINAL_AT_LEAST 16
#define FFC_TERMINAL_AFTER 17
#define FFC_TERMINAL_SIZE 0x40087468ul /* TIOCGWINSZ */

int tcgetattr(int fd, struct ffc_terminal *);
int tcsetattr(int fd, int when, const struct ffc_terminal *);
int ioctl(int fd, unsigned long request, ...);

static inline bool ffc_terminal_get(struct ffc_terminal *to) { return tcgetattr(0, to) == 0; }
static inline void ffc_terminal_set(const struct ffc_terminal *from) { tcsetattr(0, 0, from); }
static inline bool ffc_terminal_get_size(int fd, struct ffc_terminal_size *to) {
  return ioctl(fd, FFC_TERMINAL_SIZE, to) == 0;
}
#endif

#endif

/* Numbers that both systems have under the same names and with other values: errors, signals, flags of open. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>

#include "loader.h"
#include "macos.h"

__thread int mac_error;

/* Up to 34 they are alike, with one exception. */
static const struct {
  uint8_t linux_error, mac_error;
} errors[] = {
    {EAGAIN, 35},       {EDEADLK, 11},      {EINPROGRESS, 36},  {EALREADY, 37},     {ENOTSOCK, 38},
    {EDESTADDRREQ, 39}, {EMSGSIZE, 40},     {EPROTOTYPE, 41},   {ENOPROTOOPT, 42},  {EPROTONOSUPPORT, 43},
    {EOPNOTSUPP, 102},  {EAFNOSUPPORT, 47}, {EADDRINUSE, 48},   {EADDRNOTAVAIL, 49}, {ENETDOWN, 50},
    {ENETUNREACH, 51},  {ECONNABORTED, 53}, {ECONNRESET, 54},   {ENOBUFS, 55},      {EISCONN, 56},
    {ENOTCONN, 57},     {ETIMEDOUT, 60},    {ECONNREFUSED, 61}, {ELOOP, 62},        {ENAMETOOLONG, 63},
    {EHOSTUNREACH, 65}, {ENOTEMPTY, 66},    {EDQUOT, 69},       {ESTALE, 70},       {ENOLCK, 77},
    {ENOSYS, 78},       {EOVERFLOW, 84},    {ECANCELED, 89},    {EILSEQ, 92},
};

int to_mac_error(int linux_error) {
  for (unsigned i = 0; i < sizeof errors / sizeof *errors; i++)
    if (errors[i].linux_error == linux_error) return errors[i].mac_error;
  if (linux_error <= 34) return linux_error;
  violation("error %d of Linux is not modelled", linux_error);
}

void set_error(int linux_error) { mac_error = to_mac_error(linux_error); }

uint64_t checked(long result) {
  if (result == -1) set_error(errno);
  return (uint64_t)result;
}

/* By the numbers of macOS. */
static const uint8_t signals[MAC_SIGNALS] = {
    0,       SIGHUP,  SIGINT,  SIGQUIT, SIGILL,  SIGTRAP, SIGABRT,   0,       SIGFPE,  SIGKILL,  SIGBUS,
    SIGSEGV, SIGSYS,  SIGPIPE, SIGALRM, SIGTERM, SIGURG,  SIGSTOP,   SIGTSTP, SIGCONT, SIGCHLD,  SIGTTIN,
    SIGTTOU, SIGIO,   SIGXCPU, SIGXFSZ, SIGVTALRM, SIGPROF, SIGWINCH, 0,      SIGUSR1, SIGUSR2,
};

int to_linux_signal(int mac_signal) {
  return mac_signal <= 0 || mac_signal >= MAC_SIGNALS ? -1 : signals[mac_signal];
}

int to_mac_signal(int linux_signal) {
  for (int i = 1; i < MAC_SIGNALS; i++)
    if (signals[i] == linux_signal) return i;
  violation("signal %d of Linux is not modelled", linux_signal);
}

uint64_t to_linux_mask(uint32_t mac_mask) {
  uint64_t mask = 0;
  for (int i = 1; i < MAC_SIGNALS; i++)
    if (signals[i] && (mac_mask & 1u << (i - 1))) mask |= UINT64_C(1) << (signals[i] - 1);
  return mask;
}

uint32_t to_mac_mask(uint64_t linux_mask) {
  uint32_t mask = 0;
  for (int i = 1; i < MAC_SIGNALS; i++)
    if (signals[i] && (linux_mask & UINT64_C(1) << (signals[i] - 1))) mask |= 1u << (i - 1);
  return mask;
}

static const struct {
  int mac, linux_flag;
} open_flags[] = {
    {MAC_O_NONBLOCK, O_NONBLOCK}, {MAC_O_APPEND, O_APPEND}, {MAC_O_NOFOLLOW, O_NOFOLLOW},
    {MAC_O_CREAT, O_CREAT},       {MAC_O_TRUNC, O_TRUNC},   {MAC_O_EXCL, O_EXCL},
    {MAC_O_NOCTTY, O_NOCTTY},     {MAC_O_CLOEXEC, O_CLOEXEC}, {MAC_O_DIRECTORY, O_DIRECTORY},
};

int to_linux_open_flags(int mac_flags) {
  int flags = mac_flags & MAC_O_ACCMODE;
  mac_flags &= ~MAC_O_ACCMODE;
  for (unsigned i = 0; i < sizeof open_flags / sizeof *open_flags; i++)
    if (mac_flags & open_flags[i].mac) {
      flags |= open_flags[i].linux_flag;
      mac_flags &= ~open_flags[i].mac;
    }
  if (mac_flags != 0) violation("open: the flags %#x are not modelled", mac_flags);
  return flags;
}

int to_mac_open_flags(int flags) {
  int mac_flags = flags & O_ACCMODE;
  for (unsigned i = 0; i < sizeof open_flags / sizeof *open_flags; i++)
    if ((flags & open_flags[i].linux_flag) == open_flags[i].linux_flag) mac_flags |= open_flags[i].mac;
  return mac_flags;
}

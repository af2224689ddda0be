/* Structures and numbers of macOS that differ from those of Linux. Only what the loader translates. */
#ifndef MACOS_H
#define MACOS_H

#include <stdint.h>

/* ---- Memory ---- */
enum {
  MAC_MAP_SHARED = 1,
  MAC_MAP_PRIVATE = 2,
  MAC_MAP_FIXED = 0x10,
  MAC_MAP_NORESERVE = 0x40,
  MAC_MAP_ANON = 0x1000,
};

/* ---- Files ---- */
enum {
  MAC_O_ACCMODE = 3,
  MAC_O_NONBLOCK = 4,
  MAC_O_APPEND = 8,
  MAC_O_NOFOLLOW = 0x100,
  MAC_O_CREAT = 0x200,
  MAC_O_TRUNC = 0x400,
  MAC_O_EXCL = 0x800,
  MAC_O_NOCTTY = 0x20000,
  MAC_O_DIRECTORY = 0x100000,
  MAC_O_CLOEXEC = 0x1000000,
};
enum {
  MAC_F_DUPFD = 0,
  MAC_F_GETFD = 1,
  MAC_F_SETFD = 2,
  MAC_F_GETFL = 3,
  MAC_F_SETFL = 4,
  MAC_F_DUPFD_CLOEXEC = 67,
};
enum { MAC_TIOCGWINSZ = 0x40087468, MAC_FIONREAD = 0x4004667f };

struct mac_timespec {
  int64_t seconds, nanoseconds;
};
struct mac_timeval {
  int64_t seconds;
  int32_t microseconds;
};

struct mac_stat {
  int32_t device;
  uint16_t mode, links;
  uint64_t inode;
  uint32_t user, group;
  int32_t special_device;
  struct mac_timespec accessed, modified, changed, created;
  int64_t size, blocks;
  int32_t block_size;
  uint32_t flags, generation;
  int32_t spare;
  int64_t spares[2];
};
_Static_assert(sizeof(struct mac_stat) == 144, "struct stat of macOS");

struct mac_dirent {
  uint64_t inode, seek_offset;
  uint16_t length, name_length;
  uint8_t type;
  char name[1024];
};

struct mac_termios {
  uint64_t input, output, control, local;
  uint8_t characters[20];
  uint64_t input_speed, output_speed;
};
_Static_assert(sizeof(struct mac_termios) == 72, "struct termios of macOS");

/* ---- Signals ---- */
#define MAC_SIGNALS 32
enum { MAC_SIGBUS = 10, MAC_SIGSEGV = 11 };
enum {
  MAC_SA_ONSTACK = 1,
  MAC_SA_RESTART = 2,
  MAC_SA_RESETHAND = 4,
  MAC_SA_NOCLDSTOP = 8,
  MAC_SA_NODEFER = 0x10,
  MAC_SA_NOCLDWAIT = 0x20,
  MAC_SA_SIGINFO = 0x40,
};
enum { MAC_SS_ONSTACK = 1, MAC_SS_DISABLE = 4, MAC_SIGNAL_STACK_LEAST = 8192 };

struct mac_sigaction {
  uint64_t handler;
  uint32_t mask;
  int32_t flags;
};
struct mac_stack {
  uint64_t low, size;
  int32_t flags;
};
struct mac_siginfo {
  int32_t signal, error, code, process;
  uint32_t user;
  int32_t status;
  uint64_t address, value, band, unused[7];
};
_Static_assert(sizeof(struct mac_siginfo) == 104, "siginfo_t of macOS");

struct mac_ucontext {
  int32_t on_stack;
  uint32_t mask;
  struct mac_stack stack;
  uint64_t link, machine_size;
  struct mac_mcontext *machine;
};
_Static_assert(sizeof(struct mac_ucontext) == 56, "ucontext_t of macOS");

#if defined(__x86_64__)
struct mac_mcontext {
  struct {
    uint16_t trap, cpu;
    uint32_t error;
    uint64_t address;
  } exception;
  struct {
    uint64_t rax, rbx, rcx, rdx, rdi, rsi, rbp, rsp, r8, r9, r10, r11, r12, r13, r14, r15, rip, flags, cs, fs, gs;
  } registers;
  struct __attribute__((packed)) {
    int32_t reserved[2];
    uint8_t saved[512];
    int32_t reserved1;
  } floats;
};
_Static_assert(sizeof(struct mac_mcontext) == 712, "mcontext of macOS on x86-64");
#else
struct mac_mcontext {
  struct {
    uint64_t address;
    uint32_t syndrome, exception;
  } exception;
  struct {
    uint64_t x[29], fp, lr, sp, pc;
    uint32_t flags, unused;
  } registers;
  struct {
    __uint128_t v[32];
    uint32_t status, control;
  } floats;
};
_Static_assert(sizeof(struct mac_mcontext) == 816, "mcontext of macOS on ARM64");
#endif

/* ---- Threads ---- */
enum {
  MAC_MUTEX_STATIC = 0x32AAABA7,
  MAC_MUTEX_INITIALIZED = 0x4D555458,
  MAC_COND_STATIC = 0x3CB0B1BB,
  MAC_COND_INITIALIZED = 0x434F4E44,
  MAC_ATTRIBUTES_INITIALIZED = 0x54484441,
  MAC_DESTROYED = 0x3AB1B0A5,
};
enum { MAC_CREATE_JOINABLE = 1, MAC_CREATE_DETACHED = 2 };
#define MAC_THREAD_STACK 0x80000
#define MAC_THREAD_STACK_LEAST (MAC_PAGE == 0x1000 ? 0x2000 : 0x4000)

/* ---- Processes ---- */
enum {
  MAC_SPAWN_SETPGROUP = 2,
  MAC_SPAWN_SETSIGDEF = 4,
  MAC_SPAWN_SETSIGMASK = 8,
  MAC_SPAWN_CLOEXEC_DEFAULT = 0x4000,
};

struct mac_rusage {
  struct mac_timeval user, system;
  int64_t rest[14];
};
_Static_assert(sizeof(struct mac_rusage) == 144, "struct rusage of macOS");

/* ---- Time and the machine ---- */
enum {
  MAC_CLOCK_REALTIME = 0,
  MAC_CLOCK_MONOTONIC_RAW = 4,
  MAC_CLOCK_MONOTONIC = 6,
  MAC_CLOCK_UPTIME_RAW = 8,
  MAC_CLOCK_PROCESS_CPUTIME = 12,
  MAC_CLOCK_THREAD_CPUTIME = 16,
};
enum { MAC_SC_PAGESIZE = 29, MAC_SC_NPROCESSORS_CONF = 57, MAC_SC_NPROCESSORS_ONLN = 58 };

#endif

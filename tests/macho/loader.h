/*
 * A loader of Mach-O programs for Linux, for tests: it takes the part of the kernel, of dyld and of libSystem of a Mac,
 * and is as strict as these, or stricter. The README tells what it checks.
 *
 * There are two ways to fail. A file that a Mac would not run, or that needs what is not modelled here, is refused before
 * anything of it runs. A program that breaks a rule while it runs, one that a Mac might let pass by luck, ends with a
 * violation.
 */
#ifndef LOADER_H
#define LOADER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mach-o.h"

/* Exit statuses that no test expects of a program. */
enum { STATUS_VIOLATION = 125, STATUS_REFUSED = 126 };

#define NORETURN __attribute__((noreturn))
#define FORMAT(n) __attribute__((format(printf, n, n + 1)))

NORETURN void refuse(const char *format, ...) FORMAT(1);
NORETURN void violation(const char *format, ...) FORMAT(1);

/* ---- What differs by processor ---- */

#if defined(__x86_64__)
#define LOADER_CPU CPU_X86_64
#define LOADER_CPU_SUBTYPE CPU_SUBTYPE_X86_64_ALL
#define LOADER_CPU_NAME "x86_64"
#define MAC_PAGE 0x1000
#define SLIDE 0x05375000 /* any multiple of the page that is not 0 */
#elif defined(__aarch64__)
#define LOADER_CPU CPU_ARM64
#define LOADER_CPU_SUBTYPE CPU_SUBTYPE_ARM64_ALL
#define LOADER_CPU_NAME "arm64"
#define MAC_PAGE 0x4000
#define SLIDE 0x0a2c4000
#endif

static inline uint64_t page_up(uint64_t x) { return (x + MAC_PAGE - 1) & -(uint64_t)MAC_PAGE; }
static inline bool is_page_aligned(uint64_t x) { return x % MAC_PAGE == 0; }

/* ---- The file (image.c) ---- */

#define MAX_SEGMENTS 16
#define MAX_LIBRARIES 8

struct segment {
  char name[17];
  const struct segment_command *command;
  uint64_t address, memory_size, offset, file_size; /* addresses are without slide everywhere */
  uint32_t protection;
};

struct image {
  const char *path;
  const uint8_t *file;
  size_t size;
  const struct mach_header *header;
  struct segment segments[MAX_SEGMENTS];
  unsigned segment_count;
  const struct segment *text, *linkedit;
  const char *libraries[MAX_LIBRARIES];
  unsigned library_count;
  const struct dyld_info_command *fixups;
  const struct symtab_command *symtab;
  const struct dysymtab_command *dysymtab;
  const struct blob_command *signature;
  const struct entry_command *entry;
};

/* Reads the file and checks its structure. */
void read_image(struct image *, const char *path);
const struct segment *segment_of(const struct image *, uint64_t address);

/* The address at which the program sees an address of the file. */
static inline void *slid(uint64_t address) { return (void *)(address + SLIDE); }
/* Whether this is code of the program. */
bool is_program_code(const void *);

/* ---- Its parts ---- */

void check_signature(const struct image *); /* signature.c */
void map_segments(const struct image *);    /* map.c */
void protect_segments(const struct image *);
void apply_fixups(const struct image *);    /* fixups.c */
void share_fault_handler(void);             /* signals.c */
NORETURN void run_main(const struct image *, int argc, char **argv, char **environment);

/* ---- Imports (imports.c) ----
 * An imported function is a stub in entry-*.S that saves the registers to a struct call, gives it to
 * call_import, and comes back with every register that a call may change changed. */

struct call {
  uint64_t arguments[8]; /* on x86-64 six */
  uint64_t *stack;       /* arguments on the stack; on ARM64 those behind the `...` are here */
  uint64_t from;         /* return address */
  uint64_t result;
  uint64_t flags; /* of the processor, at the call */
#if defined(__x86_64__)
  _Alignas(16) uint8_t floats[512]; /* as FXSAVE saves them */
#else
  uint64_t frame;
  _Alignas(16) __uint128_t floats[32];
#endif
};

/* What C says of the upper half of a register that returns an int: nothing. */
enum result_type { RETURNS_NOTHING, RETURNS_INT, RETURNS_WORD };

struct import {
  const char *name;
  void (*function)(struct call *); /* or the address of data, if that is not null: */
  void *data;
  enum result_type type;
  bool signal_safe; /* may be called in a handler of a signal */
};

/* The address that the symbol is bound to, or NULL if it is not modelled. */
void *import_address(const char *symbol);
/* Called by the stubs. */
void call_import(unsigned index, struct call *);
/* Arguments behind the `...`. */
uint64_t variadic(const struct call *, unsigned fixed, unsigned index);

/* Calls a function of the program, on another stack unless that is 0, with the scratch registers poisoned; a violation
   if it does not keep those that it must keep. */
uint64_t call_program(const void *function, const uint64_t arguments[4], uintptr_t stack_top, const char *what);

/* How deep this thread is in handlers of signals. */
extern __thread unsigned handlers_running;

/* Each file of the system has a table of what it models, ended by a row without a name. */
extern const struct import memory_imports[], file_imports[], process_imports[], signal_imports[], thread_imports[],
    time_imports[], text_imports[];

#define ROW_INT(symbol, name) {symbol, name, NULL, RETURNS_INT, false}
#define ROW_WORD(symbol, name) {symbol, name, NULL, RETURNS_WORD, false}
#define ROW_VOID(symbol, name) {symbol, name, NULL, RETURNS_NOTHING, false}
#define SAFE_INT(symbol, name) {symbol, name, NULL, RETURNS_INT, true}
#define SAFE_WORD(symbol, name) {symbol, name, NULL, RETURNS_WORD, true}
#define SAFE_VOID(symbol, name) {symbol, name, NULL, RETURNS_NOTHING, true}
#define ROW_DATA(symbol, address) {symbol, NULL, address, RETURNS_NOTHING, true}

#if defined(__x86_64__)
/* Functions whose structures changed once have a suffix there. */
#define INODE64 "$INODE64"
#else
#define INODE64 ""
#endif

/* ---- Shared by the files of the system ---- */

/* Sets the error of this thread from one of Linux. */
void set_error(int linux_error);
/* The result of a call of Linux as that of one of macOS: -1 and the error, or the result. */
uint64_t checked(long result);
int to_mac_error(int linux_error);
extern __thread int mac_error;

int to_linux_signal(int mac_signal); /* 0: there is none, or -1: there is no such signal */
int to_mac_signal(int linux_signal);
uint64_t to_linux_mask(uint32_t mac_mask);
uint32_t to_mac_mask(uint64_t linux_mask);
int to_linux_open_flags(int mac_flags);
int to_mac_open_flags(int linux_flags);

/* The environment as the program sees it, and what dyld and the kernel tell it. */
extern char **mac_environment;
/* Where the main thread's stack lies. */
extern uintptr_t main_stack_low, main_stack_top;

NORETURN void exit_program(int status);

#endif

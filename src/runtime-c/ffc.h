/*
 * The runtime of compiled Forth programs: what compiled code may call, and what the files here share.
 *
 * The contract with compiled code is docs/runtime-abi.md. Three rules keep the runtime small and safe:
 * - A function that compiled code calls begins with FFC_ENTER: it notes where it was called (for error
 *   messages and the deadlock report) and makes sure of 8 KB of machine stack, so that a stack
 *   overflow can only hit there, before anything is locked or half done.
 * - The program's memory is touched through functions of the section `ffc_probes` only, or after one
 *   of them has touched it, and never while a lock is held. A fault there is the program's: -9.
 * - What a program may do without is linked only if something asks for it that the program has: for the others there are
 *   functions that do nothing, in absent.c.
 */
#ifndef FFC_H
#define FFC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef int64_t cell;
typedef uint64_t ucell;

struct two {
  cell a, b;
};

/* A cell and a float: two registers, as everything of two words is. */
struct ffc_flagged {
  cell flag;
  double r;
};

#include "messages.h"
#include "platform/platform.h"

/* Memory is handed out in this many sizes; see memory.c. */
#define FFC_SIZE_CLASSES 25

#define FFC_HOLD_SIZE 264
#define FFC_CHANNEL_SIZE 128
#define FFC_SYNC_SIZE 40

/* What an execution token points to. */
struct ffc_token {
  const void *entry;
  void *body;
  uint8_t inputs; /* 255: not known, 254: a deferred word, whose body holds the token that counts */
  uint8_t flags;
  uint8_t zero[6];
};

#define FFC_INPUTS_UNKNOWN 255
#define FFC_INPUTS_DEFERRED 254

/* Free blocks of one size that belong to one thread. */
struct ffc_cache {
  void *list;
  void *spare; /* a full batch */
  uint32_t count;
};

struct ffc_thread;

/* A thread in a queue of a channel: channel.h. It stays until somebody has taken it off and woken the thread. */
struct ffc_waiter {
  struct ffc_waiter *next;
  struct ffc_context *ctx;
  struct ffc_queue *queue;      /* NULL once it is in the queue no more */
  cell value;                   /* to send, or received */
  struct ffc_waiter **selected; /* of a select: where whoever completes one of its waiters says which */
  bool done;                    /* the operation is: nothing is left to look for */
};

/* The ends of the stacks that have a guard next to them. */
enum { FFC_DATA_LOW, FFC_DATA_TOP, FFC_FLOAT_LOW, FFC_FLOAT_TOP, FFC_MACHINE_LOW, FFC_LIMITS };

/* State of a thread. Compiled code knows some members (src/codegen/ir/layout.ts). What is used most comes first: x86-64
   has shorter instructions for what lies within 128 bytes. */
struct ffc_context {
  void *handler;          /* innermost frame of ffc_catch */
  char *stack_base;       /* just above the data stack */
  cell base;              /* number base */
  char *hld;              /* pictured numeric output */
  char *float_pointer;    /* float stack in memory; ffc_catch keeps it */
  void *entry;            /* machine stack pointer that ffc_enter_at left, for ffc_leave */
  uintptr_t where;        /* return address into compiled code of the latest call */
  const char *abort_text; /* of the latest abort" */
  ucell abort_length;
  char *cons_next, *cons_end;

  /* From here to `hold` is what ffc_stacks_reset leaves alone. */
  uint32_t line_used;     /* see `line` */
  ucell id;               /* 0 is the main thread */
  struct ffc_thread *thread;
  void *task;             /* what a thread that waits for one is to do next: threads.c */
  struct ffc_context *next_idle;
  /* What whoever wakes the thread reads and writes: a line of the cache. The waiter is no select's. */
  _Alignas(64) struct ffc_waiter waiter;
  int park;               /* the word it sleeps on, wait.c */
  const char *waits_for;  /* what a blocked thread waits for, for the report */
  ucell waits_on;
  uintptr_t limits[FFC_LIMITS]; /* where stacks end and guards begin, or the reverse; see stacks.c */
  uintptr_t machine_top;
  struct ffc_context *next_line; /* output-lines.c: others with the beginning of a line, which is in `line` */

  char hold[FFC_HOLD_SIZE];
  char pad[1024];
  char line[1020];
  cell output_to;         /* fileid of where TYPE writes, exclusive or 1: that of standard output is 0 here */
  struct ffc_selection *selection; /* select.c: cases that are being collected */
  ucell chance;                    /* which of them is tried first */
  struct ffc_cache cache[FFC_SIZE_CLASSES];
  uint8_t name_length;
  char name[31]; /* of the thread */
};

_Static_assert(offsetof(struct ffc_context, handler) == 0, "known to compiled code");
_Static_assert(offsetof(struct ffc_context, stack_base) == 8, "known to compiled code");
_Static_assert(offsetof(struct ffc_context, base) == 16, "known to compiled code");
_Static_assert(offsetof(struct ffc_context, hld) == 24, "known to compiled code");
_Static_assert(offsetof(struct ffc_context, hold) == 256, "known to compiled code");
_Static_assert(offsetof(struct ffc_context, pad) == 520, "known to compiled code");
_Static_assert(offsetof(struct ffc_context, float_pointer) == 32, "known to arch/");
_Static_assert(offsetof(struct ffc_context, limits[FFC_FLOAT_TOP]) == 224, "known to compiled code");
_Static_assert(offsetof(struct ffc_context, entry) == 40, "known to arch/");
_Static_assert(offsetof(struct ffc_context, where) == 48, "known to arch/");
_Static_assert(sizeof(struct ffc_token) == 24, "known to compiled code");

/* ---- Symbols of the compiled program ---- */

extern struct ffc_context ffc_main_context; /* defined here, used there */
extern const char ffc_text_start[], ffc_text_end[];
extern const uint8_t ffc_lines[];
extern const char ffc_words[];
/* Static data that threads share, and what each is (enum ffc_kind). */
extern const char ffc_shared[];
extern const uint8_t ffc_shared_kinds[];

/* ---- What compiled code calls (src/codegen/ir/runtime-functions.ts) ---- */

#define FFC_PROBE __attribute__((noinline, section(FFC_PROBE_SECTION)))
#define FFC_NORETURN __attribute__((noreturn))

FFC_NORETURN void ffc_throw(struct ffc_context *, cell code);
FFC_NORETURN void ffc_abort_message(struct ffc_context *, const char *text, ucell length);
FFC_NORETURN void ffc_bye(struct ffc_context *, cell status);

void ffc_type(struct ffc_context *, const char *text, ucell length);
void ffc_emit(struct ffc_context *, cell c);
void ffc_dot(struct ffc_context *, cell n);
void ffc_udot(struct ffc_context *, ucell u);
cell ffc_output_file(struct ffc_context *);
void ffc_flush(struct ffc_context *);
cell ffc_key(struct ffc_context *);
cell ffc_key_ready(struct ffc_context *, cell ms);
cell ffc_accept(struct ffc_context *, char *buffer, cell size);

struct two ffc_open_file(struct ffc_context *, const char *path, ucell length, ucell fam);
struct two ffc_create_file(struct ffc_context *, const char *path, ucell length, ucell fam);
cell ffc_close_file(struct ffc_context *, cell id);
struct two ffc_read_file(struct ffc_context *, char *to, cell size, cell id);
struct two ffc_read_line(struct ffc_context *, char *to, cell size, cell id);
cell ffc_key_file(struct ffc_context *, cell id);
cell ffc_key_ready_file(struct ffc_context *, cell id);
cell ffc_file_eof(struct ffc_context *, cell id);
cell ffc_write_file(struct ffc_context *, const char *text, ucell length, cell id);
cell ffc_write_line(struct ffc_context *, const char *text, ucell length, cell id);
cell ffc_emit_file(struct ffc_context *, cell c, cell id);
cell ffc_flush_file(struct ffc_context *, cell id);
struct two ffc_file_position(struct ffc_context *, cell id);
cell ffc_reposition_file(struct ffc_context *, cell low, cell high, cell id);
struct two ffc_file_size(struct ffc_context *, cell id);
cell ffc_resize_file(struct ffc_context *, cell low, cell high, cell id);
cell ffc_delete_file(struct ffc_context *, const char *path, ucell length);
cell ffc_rename_file(struct ffc_context *, const char *from, ucell from_length, const char *to, ucell to_length);
struct two ffc_file_status(struct ffc_context *, const char *path, ucell length);
struct two ffc_open_directory(struct ffc_context *, const char *path, ucell length);
struct two ffc_read_directory(struct ffc_context *, char *to, cell size, cell id);
cell ffc_make_directory(struct ffc_context *, const char *path, ucell length, cell mode);
cell ffc_set_directory(struct ffc_context *, const char *path, ucell length);
cell ffc_get_directory(struct ffc_context *, char *buffer, cell size);

cell ffc_system(struct ffc_context *, const char *command, ucell length);
struct two ffc_start_process(struct ffc_context *, const char *command, ucell length, cell in, cell out);
struct two ffc_wait_process(struct ffc_context *, cell process);
cell ffc_signal_process(struct ffc_context *, cell signal, cell process);
struct two ffc_open_pipe(struct ffc_context *, const char *command, ucell length, ucell fam);
struct two ffc_close_pipe(struct ffc_context *, cell id);
struct two ffc_create_pipe(struct ffc_context *);
cell ffc_process_id(struct ffc_context *);
struct two ffc_getenv(struct ffc_context *, const char *name, ucell length);
struct two ffc_form(struct ffc_context *);

struct two ffc_allocate(struct ffc_context *, ucell size);
cell ffc_free(struct ffc_context *, void *block);
struct two ffc_resize(struct ffc_context *, void *block, ucell size);
FFC_PROBE void ffc_move(struct ffc_context *, const char *from, char *to, ucell size);
FFC_PROBE void ffc_fill(struct ffc_context *, char *to, ucell size, cell c);
cell ffc_cons(struct ffc_context *, cell list, cell x);
void ffc_data_space(struct ffc_context *, char *start, char *here, char *end);
cell ffc_here(struct ffc_context *);
cell ffc_unused(struct ffc_context *);
void ffc_allot(struct ffc_context *, cell n);

struct two ffc_represent(struct ffc_context *, char *at, ucell count, double r);
struct ffc_flagged ffc_to_float(struct ffc_context *, const char *text, ucell length);

cell ffc_utime(struct ffc_context *);
cell ffc_ntime(struct ffc_context *);
cell ffc_monotonic(struct ffc_context *);
cell ffc_local_offset(struct ffc_context *, cell seconds);
struct two ffc_cputime(struct ffc_context *);
void ffc_ms(struct ffc_context *, cell ms);
cell ffc_argc(struct ffc_context *);
cell ffc_argv(struct ffc_context *);
struct two ffc_arg(struct ffc_context *, ucell n);
struct two ffc_next_arg(struct ffc_context *);

cell ffc_spawn(struct ffc_context *, const cell *sp, ucell n, const struct ffc_token *);
cell ffc_spawn_inputs(struct ffc_context *, const struct ffc_token *);
void ffc_join(struct ffc_context *, cell id);
struct two ffc_join_result(struct ffc_context *, cell *sp, cell id);
void ffc_detach(struct ffc_context *, cell id);
void ffc_set_thread_name(struct ffc_context *, const char *name, ucell length);
struct two ffc_thread_name(struct ffc_context *);
void ffc_log(struct ffc_context *, const char *message, ucell length, cell level);

struct ffc_watch;
cell ffc_watch_signals(struct ffc_context *, ucell signals);
cell ffc_next_signal(struct ffc_context *, struct ffc_watch *);
void ffc_default_action(struct ffc_context *, cell signal);

struct ffc_channel;
cell ffc_channel(struct ffc_context *, cell capacity);
void ffc_send(struct ffc_context *, cell x, struct ffc_channel *);
cell ffc_recv(struct ffc_context *, struct ffc_channel *);
struct two ffc_recv_flag(struct ffc_context *, struct ffc_channel *);
cell ffc_try_send(struct ffc_context *, cell x, struct ffc_channel *);
struct two ffc_try_recv(struct ffc_context *, struct ffc_channel *);
cell ffc_send_timeout(struct ffc_context *, cell x, cell ms, struct ffc_channel *);
struct two ffc_recv_timeout(struct ffc_context *, cell ms, struct ffc_channel *);
void ffc_close_channel(struct ffc_context *, struct ffc_channel *);
cell ffc_closed(struct ffc_context *, struct ffc_channel *);
void ffc_free_channel(struct ffc_context *, struct ffc_channel *);
void ffc_select_begin(struct ffc_context *);
void ffc_select_send(struct ffc_context *, cell x, struct ffc_channel *);
void ffc_select_recv(struct ffc_context *, struct ffc_channel *);
struct two ffc_select(struct ffc_context *, cell ms);

struct ffc_sync;
cell ffc_mutex(struct ffc_context *, cell state);
cell ffc_semaphore(struct ffc_context *, cell state);
cell ffc_wait_group(struct ffc_context *, cell state);
cell ffc_once(struct ffc_context *, cell state);
void ffc_mutex_lock(struct ffc_context *, struct ffc_sync *);
cell ffc_mutex_try(struct ffc_context *, struct ffc_sync *);
cell ffc_mutex_lock_timeout(struct ffc_context *, cell ms, struct ffc_sync *);
void ffc_mutex_unlock(struct ffc_context *, struct ffc_sync *);
void ffc_semaphore_acquire(struct ffc_context *, struct ffc_sync *);
cell ffc_semaphore_try(struct ffc_context *, struct ffc_sync *);
cell ffc_semaphore_acquire_timeout(struct ffc_context *, cell ms, struct ffc_sync *);
void ffc_semaphore_release(struct ffc_context *, struct ffc_sync *);
void ffc_wait_group_add(struct ffc_context *, cell n, struct ffc_sync *);
void ffc_wait_group_wait(struct ffc_context *, struct ffc_sync *);
cell ffc_wait_group_wait_timeout(struct ffc_context *, cell ms, struct ffc_sync *);

/* --check-threads: check-threads.c. */
enum ffc_kind { FFC_CHANNEL, FFC_MUTEX, FFC_SEMAPHORE, FFC_WAIT_GROUP, FFC_ONCE, FFC_HOLDER };
/* Uses that are checked, by the functions that do them. */
enum ffc_use {
  FFC_USE_SEND,
  FFC_USE_RECV,
  FFC_USE_RECV_FLAG,
  FFC_USE_TRY_SEND,
  FFC_USE_TRY_RECV,
  FFC_USE_SEND_TIMEOUT,
  FFC_USE_RECV_TIMEOUT,
  FFC_USE_CLOSE_CHANNEL,
  FFC_USE_CLOSED,
  FFC_USE_FREE_CHANNEL,
  FFC_USE_SELECT_SEND,
  FFC_USE_SELECT_RECV,
  FFC_USE_MUTEX_LOCK,
  FFC_USE_MUTEX_TRY,
  FFC_USE_MUTEX_LOCK_TIMEOUT,
  FFC_USE_MUTEX_UNLOCK,
  FFC_USE_SEMAPHORE_ACQUIRE,
  FFC_USE_SEMAPHORE_TRY,
  FFC_USE_SEMAPHORE_ACQUIRE_TIMEOUT,
  FFC_USE_SEMAPHORE_RELEASE,
  FFC_USE_WAIT_GROUP_ADD,
  FFC_USE_WAIT_GROUP_WAIT,
  FFC_USE_WAIT_GROUP_WAIT_TIMEOUT,
  FFC_USES
};
void ffc_check_use(struct ffc_context *, cell address, cell use);
void ffc_check_made(struct ffc_context *, cell address, cell kind);
void ffc_check_locked(struct ffc_context *, cell address, cell is_locked);
void ffc_check_count(struct ffc_context *, cell n, cell address);
cell ffc_check_free(struct ffc_context *, void *block);
void ffc_check_spawned(struct ffc_context *, cell id);
void ffc_check_join(struct ffc_context *, cell id, cell detaches);

/* Not C functions: ffc_catch (xt in rdi, stack pointer in r12) and ffc_trap (code in eax). */
void ffc_catch(void);
void ffc_trap(void);

/* ---- Throw codes ---- */

enum {
  FFC_STACK_OVERFLOW = -3,
  FFC_STACK_UNDERFLOW = -4,
  FFC_RETURN_OVERFLOW = -5,
  FFC_SPACE_OVERFLOW = -8,
  FFC_BAD_ADDRESS = -9,
  FFC_DIVISION_BY_ZERO = -10,
  FFC_PICTURE_OVERFLOW = -17,
  FFC_BAD_NUMBER = -24,
  FFC_FLOAT_OVERFLOW = -44,
  FFC_FLOAT_UNDERFLOW = -45,
  FFC_ALLOCATE = -59,
  FFC_FREE = -60,
  FFC_RESIZE = -61,
  /* Ours, from the range the standard leaves to systems; the texts are in wait.c. */
  FFC_FIRST_OWN = -300,
  FFC_NO_THREAD = -300,
  FFC_UNKNOWN_THREAD = -301,
  FFC_SEND_CLOSED = -302,
  FFC_RECV_CLOSED = -303,
  FFC_CLOSE_CLOSED = -304,
  FFC_INPUTS_NOT_KNOWN = -305,
  FFC_CHANNEL_IN_USE = -306,
  FFC_NO_SELECTION = -307,
  FFC_MUTEX_HELD = -308,
  FFC_MUTEX_NOT_HELD = -309,
  FFC_WAIT_GROUP_BELOW = -310,
  FFC_FIRST_IOR = -512, /* minus the system's number of the error */
};

/* ---- arch/ ---- */

/* Throws without noting a position: ctx->where is set. Needs no machine stack. */
FFC_NORETURN void ffc_raise(struct ffc_context *, cell code);
/* Calls `entry` with the data stack at `sp`, on another machine stack if that is not 0. Returns when it
   returns, or on ffc_leave from any depth. */
void ffc_enter_at(struct ffc_context *, const void *entry, void *sp, uintptr_t machine_stack);
FFC_NORETURN void ffc_leave(struct ffc_context *);
/* An entry for ffc_enter_at: calls the one that is on top of the data stack, and then the C function (ctx, sp) below it. */
void ffc_enter_then(void);

/* ---- Shared among the files here ---- */

/* See the top of the file. */
#define FFC_ENTER(ctx)                                      \
  do {                                                      \
    (ctx)->where = (uintptr_t)__builtin_return_address(0);  \
    FFC_STACK_PROBE();                                      \
  } while (0)

/* Before what another thread may notice: what has been printed goes first. It may be flushed by others meanwhile. */
#define FFC_HAND_OVER(ctx)                                                                     \
  do {                                                                                         \
    if (__atomic_load_n(&(ctx)->line_used, __ATOMIC_RELAXED)) ffc_line_hand_over(ctx);         \
  } while (0)
#define FFC_ENTER_SHARED(ctx) \
  do {                        \
    FFC_ENTER(ctx);           \
    FFC_HAND_OVER(ctx);       \
  } while (0)

#define FFC_WEAK __attribute__((weak))

/* Runs the program, once the platform has set what follows. */
FFC_NORETURN void ffc_main(void);
/* As Linux has it on the stack of a process: the number of arguments, the arguments, 0, the environment, 0. It is the
   program's, to change. */
uintptr_t *ffc_initial_stack(void);
/* Ends the process; flushes what output there is. */
FFC_NORETURN void ffc_exit(struct ffc_context *, int status);

/* Touch each page of the program's memory, or throw -9 (section ffc_probes). */
FFC_PROBE void ffc_probe_read(const char *p, ucell size);
FFC_PROBE void ffc_probe_write(char *p, ucell size);

/* More than the 8 KB that a runtime function or a frame of compiled code may reach at once. */
#define FFC_GUARD 0x10000
struct ffc_sizes {
  size_t data, floats, machine;
};
/* Of the main thread and of others; a program that wants other sizes, in whole pages, defines these. */
extern const struct ffc_sizes ffc_main_sizes, ffc_thread_sizes;
/* Bytes from the low end of the data stack to the block with the signal stack. */
size_t ffc_stacks_size(const struct ffc_sizes *);
/* Notes in a context, all zeros, that its stacks begin at `low`, and makes their guards, the first of which lies below
   that. False if the system refuses. */
bool ffc_stacks_make(struct ffc_context *, uintptr_t low, const struct ffc_sizes *);
/* Sets up the rest for the calling thread: its stacks end at `block`, which is aligned to FFC_SIGNAL_BLOCK and of that
   size. */
void ffc_stacks_init(struct ffc_context *, uintptr_t block);

/* What a new thread does, on a machine stack whose guards are in place. It gets its block, with a context whose stacks
   have been made, and where Forth's machine stack is to begin (0: right there). */
void ffc_thread_body(struct ffc_thread *, uintptr_t block, uintptr_t stack);
/* What it does where the system refuses the guards once it runs; the context is all zeros. */
void ffc_thread_refused(struct ffc_thread *, struct ffc_context *);

/* The signal stack of a thread and, at its lowest address, a pointer to its context: a handler finds
   its thread by clearing the low bits of its own stack pointer. FFC_SIGNAL_BLOCK, its size, is the platform's.
   At the low end of the block: the pointer, what the platform notes there, and from FFC_SIGNAL_CONTEXT
   on the context of a spawned thread. */
#define FFC_SIGNAL_RESERVED 0x1000
#define FFC_SIGNAL_CONTEXT 64
_Static_assert(FFC_SIGNAL_CONTEXT + sizeof(struct ffc_context) <= FFC_SIGNAL_RESERVED, "overlaps the signal stack");
void ffc_signal_block(struct ffc_context *, uintptr_t block);
void ffc_faults_install(void);
/* As it was then, but for what the thread has to wait with: nothing is left of what it did. */
void ffc_stacks_reset(struct ffc_context *);

struct ffc_position {
  const char *file, *word; /* the word is "" at the top level */
  int64_t line;
};
/* The position that the line table has for a return address; false if it has none. */
bool ffc_find_position(uintptr_t return_address, struct ffc_position *);

/* A line of text for standard error, written in one piece if it fits. Who makes one makes it empty. */
struct ffc_text {
  unsigned used;
  char data[500];
};
void ffc_text_add(struct ffc_text *, const char *, ucell length);
void ffc_text_string(struct ffc_text *, const char *);
/* The format, and instead of characters in it what is a and then b: FFC_N for a number, FFC_X for one in hexadecimal
   digits, FFC_S for a string. */
void ffc_text_put(struct ffc_text *, const char *format, ucell a, ucell b);
#define FFC_N "\x01"
#define FFC_X "\x02"
#define FFC_S "\x03"
void ffc_text_number(struct ffc_text *, cell);
void ffc_text_hex(struct ffc_text *, ucell);
void ffc_text_position(struct ffc_text *, uintptr_t return_address);
/* What threads share, by its name if it has one; small numbers are of threads. By the first name with what is known of it, in
   programs that check (check-threads.c). */
void ffc_text_object(struct ffc_text *, ucell);
void ffc_text_object_plain(struct ffc_text *, ucell);
void ffc_text_write(struct ffc_text *);
/* `thread N: `; by the first name with the thread's name, in programs that give names (thread-names.c). */
void ffc_text_thread(struct ffc_text *, const struct ffc_context *);
void ffc_text_thread_plain(struct ffc_text *, const struct ffc_context *);

/* Writes what can be written, waiting for that; 0 if nothing could be, but may be next time, or -errno. */
long ffc_write_some(int fd, const char *, ucell length);
/* Writes all of it, whatever it takes; false if it cannot be written. */
bool ffc_write_all(int fd, const char *, ucell length);
/* To the buffer of standard output; the text has been probed. By the first name it goes where the thread's output
   goes, which is elsewhere only in programs with output-redirected.c. */
void ffc_output_put(struct ffc_context *, const char *, ucell length);
void ffc_output_plain(struct ffc_context *, const char *, ucell length);
/* To a file; 0 or the ior. */
cell ffc_file_put(struct ffc_context *, const char *, ucell length, cell id);
/* Flushes standard output; nothing if the program prints nothing. */
void ffc_flush_output(struct ffc_context *);
/* Under the lock of standard output: text to its buffer. */
void ffc_output_lock(struct ffc_context *);
void ffc_output_add(const char *, ucell length);
void ffc_output_unlock(void);

/* output-lines.c; nothing is kept in a program without threads. Keeps text that does not end a
   line; else false, and what has been kept for the line is in the buffer. */
bool ffc_line_put(struct ffc_context *, const char *, ucell length);
/* To the buffer with what threads have kept. */
void ffc_lines_commit(void);
/* The same with what this one has; takes the lock itself. */
void ffc_line_hand_over(struct ffc_context *);
/* Whether there are threads. */
extern bool ffc_keeps_lines;

/* What it does on SIGTERM and SIGINT. */
void ffc_output_signal(int signal, void *info, void *context);

/* Has something done before the process ends, however it does; it may run in a signal handler. For at most four. */
void ffc_at_exit(void (*)(void));

/* The text of a variable of the environment, or NULL. */
const char *ffc_environment(const char *name, ucell length);

/* Standard input, if it is a terminal, gives characters as they are typed, or lines that can be edited. */
void ffc_terminal_by_keys(void);
void ffc_terminal_by_lines(void);

/* Texts for throw codes of ours (messages.h); null in a program that can throw none of them. */
extern const char ffc_own_messages[] FFC_WEAK_REFERENCE;

/* Says that a throw was not caught. */
void ffc_report(const struct ffc_context *, cell code);
/* Does that, and ends the process or, in a spawned thread, the thread. */
FFC_NORETURN void ffc_uncaught(struct ffc_context *, cell code);

/* Memory for the runtime itself, from the same heap; 0 if there is none. */
void *ffc_heap_get(struct ffc_context *, size_t size);
void ffc_heap_put(struct ffc_context *, void *);
/* The same for what may be no block at all; the second name is for channels. */
void ffc_heap_try_put(struct ffc_context *, void *);
void ffc_channel_put(struct ffc_context *, void *);
/* Give what a thread that ends holds of memory to all; the second name is for its end. */
void ffc_heap_drain(struct ffc_context *);
void ffc_thread_drain(struct ffc_context *);
void ffc_cons_drain(struct ffc_context *);

/* Blocking, wait.c. The caller has put itself where whoever is to wake it looks; `what` and `object` are for the
   report of a deadlock. `looks`: it is worth looking for some microseconds whether it comes before the thread sleeps.
   False if the time came first. */
bool ffc_wait(struct ffc_context *, const char *what, ucell object, int64_t deadline_us,
              bool looks);
void ffc_unpark(struct ffc_context *);
/* What a thread parks on, ctx->park. */
enum {
  FFC_NOTHING = 0,
  FFC_WAKE_UP = 1,
  FFC_ASLEEP = -1,
  FFC_ASLEEP_TIMED = -2 /* counts as running: it will go on by itself */
};
/* When a wait of so many milliseconds is over. Whoever asks for that has what follows, too. */
int64_t ffc_deadline(cell ms);
/* wait-until.c: parks a thread; false if the time came first. */
bool ffc_park_until(struct ffc_context *, int64_t deadline_us);
/* channel-timeouts.c: of one whose time came while it waited in a queue. False if nobody had taken it off. */
bool ffc_channel_give_up(struct ffc_channel *, struct ffc_waiter *, const char *what);
/* On standard error what each thread waits for, or the main thread if not all. */
void ffc_report_threads(bool all);
/* A thread more, or fewer, that can go on by itself. */
void ffc_running_more(void);
void ffc_running_less(struct ffc_context *);

/* The main thread and all others that are alive, none of which ends meanwhile. */
void ffc_for_each_thread(void (*)(const struct ffc_context *, void *data), void *data);

/* threads.c; the first returns in a program without threads. */
void ffc_thread_uncaught(struct ffc_context *, cell code);
/* The live thread with the lowest id above `after` (-1 finds the main thread), 0 if there is none. */
struct ffc_context *ffc_next_thread(cell after);

#endif

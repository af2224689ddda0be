/* The record of a thread, as threads.c and join-result.c see it. */
#ifndef FFC_THREADS_H
#define FFC_THREADS_H

#include "ffc.h"

/* What a thread left on its stack: the topmost last. */
struct ffc_results {
  ucell count;
  cell cells[];
};

struct ffc_thread {
  struct ffc_thread *next;    /* in its bucket */
  struct ffc_context *ctx;    /* while it lives */
  struct ffc_context *joiner; /* who waits for it */
  ucell id;
  union {
    struct { /* until it runs: what, and how many inputs it has */
      const struct ffc_token *xt;
      ucell n;
    };
    struct {
      cell code; /* what it threw and did not catch, or 0 */
      union {
        const char *abort_text;      /* of -2 */
        struct ffc_results *results; /* of 0, in programs that ask for them; NULL if there are none */
      };
    };
  };
  uint32_t abort_length;
  bool done, detached;
  cell inputs[];
};
_Static_assert(sizeof(struct ffc_thread) <= 56, "without inputs, and with the header of its block: 64 bytes");

/* Waits for a thread's end and takes its record off the table. */
struct ffc_thread *ffc_wait_for_end(struct ffc_context *, cell id);

/* What programs that ask for results do otherwise: join-result.c. */

/* As ffc_enter_at. */
void ffc_run_task(struct ffc_context *, const void *entry, void *sp, uintptr_t machine_stack);
/* Gives a record back. */
void ffc_forget_thread(struct ffc_context *, struct ffc_thread *);

#endif

/*
 * Threads on Linux, by the system call that pthread_create itself comes down to. Nothing in the runtime
 * needs the C library, so a thread needs none of what pthread_create prepares for it (thread-local
 * variables, cancellation, the list of threads), and is made in a fifth of the time.
 *
 * The memory of a thread is one mapping, which ffc_stacks_make divides; at its end is the block with
 * the signal stack. Mappings of threads that ended are kept, a few, for the next: a mapping is free
 * when the kernel, having done with the thread, clears the word `busy` (CLONE_CHILD_CLEARTID).
 */
#define _GNU_SOURCE
#include <sched.h>

#include "../ffc.h"

/* At the low end of the block, after the pointer to the context. */
struct region {
  struct ffc_context *ctx;
  struct region *next;
  uintptr_t start;
  size_t size;
  int busy;
};
_Static_assert(sizeof(struct region) <= FFC_SIGNAL_CONTEXT, "overlaps the context");

#define KEPT 16

/* Oldest first: the one most likely to be free. */
static struct {
  struct ffc_lock lock;
  struct region *first, *last;
  unsigned count;
} kept;

static bool is_free(struct region *region) { return __atomic_load_n(&region->busy, __ATOMIC_ACQUIRE) == 0; }

/* The oldest, if it is free and one of more than so many. */
static struct region *take_kept(unsigned many) {
  ffc_lock(&kept.lock);
  struct region *region = kept.count > many && is_free(kept.first) ? kept.first : NULL;
  if (region) {
    kept.first = region->next;
    kept.count--;
  }
  ffc_unlock(&kept.lock);
  return region;
}

static void unmap(struct region *region) { ffc_unmap((void *)region->start, region->size); }

static struct region *make_region(void) {
  size_t below = FFC_GUARD + ffc_stacks_size(&ffc_thread_sizes), size = below + 2 * FFC_SIGNAL_BLOCK;
  uintptr_t start = (uintptr_t)ffc_map(size);
  if (!start) return NULL;
  /* The block is aligned, so its mapping has some pages too many, below the lowest guard. */
  uintptr_t block = (start + size - FFC_SIGNAL_BLOCK) & -(uintptr_t)FFC_SIGNAL_BLOCK;
  uintptr_t low = block - ffc_stacks_size(&ffc_thread_sizes);
  struct region *region = (struct region *)block;
  region->start = start;
  region->size = size;
  if (ffc_stacks_make((struct ffc_context *)(block + FFC_SIGNAL_CONTEXT), low, &ffc_thread_sizes)) return region;
  unmap(region);
  return NULL;
}

/* Where a thread begins and ends, on the machine stack below the block. After the region is among those
   kept it is still in use, until the kernel clears `busy`. */
static void run(struct ffc_thread *thread, struct region *region) {
  ffc_thread_body(thread, (uintptr_t)region, 0);
  ffc_lock(&kept.lock);
  region->next = NULL;
  *(kept.count != 0 ? &kept.last->next : &kept.first) = region;
  kept.last = region;
  kept.count++;
  ffc_unlock(&kept.lock);
  /* Two for one, so that the number goes down again after many ended at once. */
  for (int i = 0; i < 2; i++) {
    struct region *surplus = take_kept(KEPT);
    if (surplus) unmap(surplus);
  }
}

bool ffc_thread_start(struct ffc_thread *thread) {
  struct region *region = take_kept(0);
  if (!region) region = make_region();
  if (!region) return false;

  region->busy = 1;
  const int flags = CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD | CLONE_SYSVSEM | CLONE_CHILD_CLEARTID;
  if (ffc_clone(flags, region, &region->busy, run, thread) > 0) return true;
  unmap(region);
  return false;
}

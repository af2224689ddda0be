/*
 * ALLOCATE, FREE, RESIZE: an allocator that threads do not contend for.
 *
 * A block has a header of 8 bytes before it: what it is, mixed with its address, so that freeing twice
 * or freeing what is no block is noticed. Small blocks come in 25 sizes, two to each power of two.
 * A thread keeps free blocks of each size in lists of its own and exchanges them in batches with a
 * depot shared by all, one lock to each size (Bonwick's magazines): a thread holds at most two batches
 * of a size, so memory that one thread allocates and another frees comes back around. What the depot
 * has not is cut from 1 MB chunks. Larger blocks are mappings of their own; a few that the program has freed are kept for
 * it, because the system takes far longer to fill fresh ones with zeros than most programs to use them.
 */
#include "ffc.h"

#define HEADER 8
#define SMALLEST 32
#define CHUNK 0x100000
#define BATCH_BYTES 8192
/* Between batches, so that blocks whose sizes are powers of two do not all begin in the same few sets of a cache. */
#define SHIFT 64

/* Block sizes with header: 32, 48, 64, 96, ... 98304, 131072. */
static size_t class_size(unsigned class) { return (size_t)(class & 1 ? 48 : 32) << class / 2; }

#define LARGEST ((size_t)32 << (FFC_SIZE_CLASSES - 1) / 2)

static unsigned class_for(size_t size) {
  if (size <= SMALLEST) return 0;
  unsigned log = 63 - (unsigned)__builtin_clzl(size - 1); /* 2^log < size <= 2^(log + 1) */
  return 2 * (log - 5) + (size <= (size_t)48 << (log - 5) ? 1 : 2);
}

/* BATCH_BYTES by the size, without a division: each block that is freed asks. */
static uint32_t batch_count(unsigned class) {
  uint32_t n = (uint32_t)(class & 1 ? BATCH_BYTES / 48 : BATCH_BYTES / 32) >> class / 2;
  return n < 1 ? 1 : n > 64 ? 64 : n;
}

/* A free block: the next of its list and, in the first of a batch, the next batch. */
struct free_block {
  struct free_block *next, *next_batch;
};

static struct {
  struct ffc_lock lock;
  struct free_block *batches;
} depot[FFC_SIZE_CLASSES];

static struct {
  struct ffc_lock lock;
  char *next, *end;
} chunk;

/* ---- Headers ---- */

enum { IN_USE = 0x5a00, IN_USE_LARGE = 0x5b00, IS_FREE = 0x5c00 };

static uint64_t *header_of(void *block) { return (uint64_t *)((char *)block - HEADER); }

static uint64_t mark(const void *block, uint64_t what) { return ~(uintptr_t)block ^ what; }

/* In the probes: the program may hand us anything. 0 if it is no block in use. */
FFC_PROBE static uint64_t what_is(void *block) {
  if ((uintptr_t)block % 16 != 0) return 0;
  uint64_t what = *(volatile uint64_t *)header_of(block) ^ mark(block, 0);
  return what == IN_USE_LARGE || what - IN_USE < FFC_SIZE_CLASSES ? what : 0;
}

/* ---- Small blocks ---- */

/* Space from a chunk, size a multiple of 16, address 8 below one; 0 if the system has no more. */
static char *carve(size_t size) {
  ffc_lock(&chunk.lock);
  char *p = chunk.next;
  if (p == NULL || (size_t)(chunk.end - p) < size) {
    p = ffc_map(CHUNK);
    if (p != NULL) {
      p += HEADER; /* makes what follows a header aligned to 16 */
      chunk.end = p - HEADER + CHUNK - HEADER;
    }
  }
  if (p != NULL) chunk.next = p + size;
  ffc_unlock(&chunk.lock);
  return p;
}

/* A batch from the depot, or a fresh one. */
static struct free_block *get_batch(unsigned class) {
  ffc_lock(&depot[class].lock);
  struct free_block *batch = depot[class].batches;
  if (batch) depot[class].batches = batch->next_batch;
  ffc_unlock(&depot[class].lock);
  if (batch) return batch;

  size_t size = class_size(class);
  uint32_t n = batch_count(class);
  char *p = carve(n * size + SHIFT);
  if (!p) return NULL;
  for (struct free_block *block; n-- > 0; batch = block) {
    block = (struct free_block *)(p + n * size + HEADER);
    block->next = batch;
  }
  return batch;
}

static void put_batch(unsigned class, struct free_block *batch) {
  ffc_lock(&depot[class].lock);
  batch->next_batch = depot[class].batches;
  depot[class].batches = batch;
  ffc_unlock(&depot[class].lock);
}

static void *get_small(struct ffc_context *ctx, unsigned class) {
  struct ffc_cache *cache = &ctx->cache[class];
  struct free_block *block = cache->list;
  if (!block) {
    block = cache->spare ? cache->spare : get_batch(class);
    if (!block) return NULL;
    cache->spare = NULL;
    cache->count = batch_count(class); /* or less: then the list runs out early, which is seen above */
  }
  cache->list = block->next;
  cache->count--;
  *header_of(block) = mark(block, IN_USE + class);
  return block;
}

static void put_small(struct ffc_context *ctx, void *p, unsigned class) {
  struct ffc_cache *cache = &ctx->cache[class];
  struct free_block *block = p;
  if (!cache->list) cache->count = 0;
  if (cache->count >= batch_count(class)) {
    if (cache->spare) put_batch(class, cache->spare);
    cache->spare = cache->list;
    cache->list = NULL;
    cache->count = 0;
  }
  *header_of(block) = mark(block, IS_FREE);
  block->next = cache->list;
  cache->list = block;
  cache->count++;
}

void ffc_heap_drain(struct ffc_context *ctx) {
  for (unsigned class = 0; class < FFC_SIZE_CLASSES; class++) {
    struct ffc_cache *cache = &ctx->cache[class];
    if (cache->list) put_batch(class, cache->list);
    if (cache->spare) put_batch(class, cache->spare);
  }
}
FFC_WEAK_ALIAS(ffc_thread_drain, ffc_heap_drain, (struct ffc_context *ctx), (ctx))

/* ---- Large blocks: a mapping; its size in the first word, the block 16 bytes in ---- */

#define LARGE_OFFSET 16

static size_t large_size(size_t size) { return (size + LARGE_OFFSET + FFC_PAGE - 1) & -(size_t)FFC_PAGE; }

static size_t *mapping_of(void *block) { return (size_t *)((char *)block - LARGE_OFFSET); }

static void *make_large(size_t *mapping, size_t mapped) {
  void *block = (char *)mapping + LARGE_OFFSET;
  *mapping = mapped;
  *header_of(block) = mark(block, IN_USE_LARGE);
  return block;
}

/* ---- Blocks of any size ---- */

#define TOO_LARGE ((size_t)1 << 60)

void *ffc_heap_get(struct ffc_context *ctx, size_t size) {
  if (size <= LARGEST - HEADER) return get_small(ctx, class_for(size + HEADER));
  if (size > TOO_LARGE) return NULL;
  size_t mapped = large_size(size);
  size_t *mapping = ffc_map(mapped);
  return mapping ? make_large(mapping, mapped) : NULL;
}

static void release(struct ffc_context *ctx, void *block, uint64_t what) {
  if (what != IN_USE_LARGE)
    put_small(ctx, block, (unsigned)(what - IN_USE));
  else
    ffc_unmap(mapping_of(block), *mapping_of(block));
}

void ffc_heap_put(struct ffc_context *ctx, void *block) { release(ctx, block, what_is(block)); }

static size_t capacity_of(void *block, uint64_t what) {
  return what == IN_USE_LARGE ? *mapping_of(block) - LARGE_OFFSET : class_size((unsigned)(what - IN_USE)) - HEADER;
}

/* A larger or smaller home for a block, which is gone if there is one. */
static void *move_block(struct ffc_context *ctx, void *block, uint64_t what, size_t size) {
  size_t old = capacity_of(block, what);
  if (what == IN_USE_LARGE && size > LARGEST - HEADER) {
    if (size > TOO_LARGE) return NULL;
    size_t *mapping = ffc_remap(mapping_of(block), *mapping_of(block), large_size(size));
    return mapping ? make_large(mapping, large_size(size)) : NULL;
  }
  void *to = ffc_heap_get(ctx, size);
  if (!to) return NULL;
  ffc_copy(to, block, old < size ? old : size);
  release(ctx, block, what);
  return to;
}

/* ---- What programs call ---- */

#define KEPT 8
#define LARGEST_KEPT 0x200000 /* so 16 MB at most are kept */

/* Large blocks that were freed last. The runtime's own are not among them: programs without ALLOCATE do not have this. */
static struct {
  struct ffc_lock lock;
  unsigned next; /* which one gives way if there is no room */
  size_t *mappings[KEPT];
} kept;

/* One that is large enough, but not half as large again; 0 if there is none. */
static void *take_kept(size_t size) {
  size_t *mapping = NULL;
  ffc_lock(&kept.lock);
  for (size_t **place = kept.mappings; place < kept.mappings + KEPT && !mapping; place++) {
    if (!*place || **place < size || **place - size >= size / 2) continue;
    mapping = *place;
    *place = NULL;
  }
  ffc_unlock(&kept.lock);
  return mapping ? make_large(mapping, *mapping) : NULL;
}

static void keep(void *block) {
  size_t *mapping = mapping_of(block);
  *header_of(block) = mark(block, IS_FREE);
  if (*mapping <= LARGEST_KEPT) {
    ffc_lock(&kept.lock);
    unsigned i = 0;
    while (i < KEPT && kept.mappings[i]) i++;
    if (i == KEPT) i = kept.next++ % KEPT;
    size_t *other = kept.mappings[i];
    kept.mappings[i] = mapping;
    ffc_unlock(&kept.lock);
    mapping = other;
  }
  if (mapping) ffc_unmap(mapping, *mapping);
}

struct two ffc_allocate(struct ffc_context *ctx, ucell size) {
  FFC_ENTER(ctx);
  void *block = NULL;
  if (size > LARGEST - HEADER && size < LARGEST_KEPT) block = take_kept(large_size(size));
  if (!block) block = ffc_heap_get(ctx, size);
  return (struct two){(cell)block, block ? 0 : FFC_ALLOCATE};
}

void ffc_heap_try_put(struct ffc_context *ctx, void *block) {
  uint64_t what = what_is(block);
  if (what) release(ctx, block, what);
}
FFC_WEAK_ALIAS(ffc_channel_put, ffc_heap_try_put, (struct ffc_context *ctx, void *block), (ctx, block))

cell ffc_free(struct ffc_context *ctx, void *block) {
  FFC_ENTER(ctx);
  uint64_t what = block ? what_is(block) : 0;
  if (what == IN_USE_LARGE)
    keep(block);
  else if (what)
    release(ctx, block, what);
  return !block || what ? 0 : FFC_FREE;
}

/* Stays where it is if it fits and would not waste three quarters. */
struct two ffc_resize(struct ffc_context *ctx, void *block, ucell size) {
  FFC_ENTER(ctx);
  uint64_t what = block ? what_is(block) : 0;
  void *to = NULL;
  if (!block) {
    to = ffc_heap_get(ctx, size);
  } else if (what) {
    size_t old = capacity_of(block, what);
    to = size <= old && size >= old / 4 ? block : move_block(ctx, block, what, size);
  }
  return to ? (struct two){(cell)to, 0} : (struct two){(cell)block, FFC_RESIZE};
}

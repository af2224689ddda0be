/* What bench/allocation.fs does, with malloc and threads of the C library. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SLOTS 4096

static long threads, steps, quarters;
static _Atomic long wrong;
static void *_Atomic shared[SLOTS];

static uint64_t next(uint64_t x) { return x * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407); }

static size_t size_for(uint64_t x) {
  size_t size = (x >> 40 & 511) + 16;
  return (x >> 52 & 15) == 0 ? size << 4 : size;
}

static void *fresh(uint64_t x) {
  size_t size = size_for(x);
  char *block = malloc(size);
  if (!block) abort();
  memcpy(block + size - 8, &block, 8);
  memcpy(block, &size, 8);
  return block;
}

static void release(void *block) {
  if (!block) return;
  size_t size;
  void *mark;
  memcpy(&size, block, 8);
  memcpy(&mark, (char *)block + size - 8, 8);
  if (mark != block) wrong++;
  free(block);
}

static void *worker(void *seed) {
  uint64_t x = (uintptr_t)seed;
  void **own = calloc(SLOTS, sizeof *own);
  for (long n = steps / threads; n > 0; n--) {
    x = next(x);
    void *block = fresh(x), *old;
    size_t slot = x >> 30 & (SLOTS - 1);
    if ((long)(x >> 20 & 3) < quarters) {
      old = shared[slot];
      while (!atomic_compare_exchange_strong(&shared[slot], &old, block)) {
      }
    } else {
      old = own[slot];
      own[slot] = block;
    }
    release(old);
  }
  for (int i = 0; i < SLOTS; i++) release(own[i]);
  free(own);
  return NULL;
}

int main(int argc, char **argv) {
  if (argc != 4) return 2;
  threads = atol(argv[1]), steps = atol(argv[2]), quarters = atol(argv[3]);
  pthread_t ids[64];
  for (long i = 0; i < threads; i++) pthread_create(&ids[i], NULL, worker, (void *)(uintptr_t)(i + 1));
  for (long i = 0; i < threads; i++) pthread_join(ids[i], NULL);
  for (int i = 0; i < SLOTS; i++) release(shared[i]);
  printf("%ld \n", wrong);
  char line[200];
  for (FILE *status = fopen("/proc/self/status", "r"); fgets(line, sizeof line, status);)
    if (strncmp(line, "VmHWM", 5) == 0) fputs(line, stdout);
}

/*
 * Puts the program into memory, slid, with the protections of its segments, and runs its main on a stack like that of
 * a Mac's main thread.
 */
#define _GNU_SOURCE
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "loader.h"

#define MAIN_STACK (8 << 20)
#define STACK_GUARD (1 << 20)

uintptr_t main_stack_low, main_stack_top;

_Static_assert(PROT_READ == 1 && PROT_WRITE == 2 && PROT_EXEC == 4, "protections have the same bits on both systems");

void map_segments(const struct image *image) {
  for (unsigned i = 0; i < image->segment_count; i++) {
    const struct segment *s = &image->segments[i];
    if (s->protection == 0 || s->memory_size == 0) continue;
    void *wanted = slid(s->address);
    const int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE;
    void *place = mmap(wanted, s->memory_size, PROT_READ | PROT_WRITE, flags, -1, 0);
    if (place != wanted) refuse("segment %s: there is no free memory at %p", s->name, wanted);
    memcpy(place, image->file + s->offset, s->file_size);
  }
}

/* After the fixups. */
void protect_segments(const struct image *image) {
  for (unsigned i = 0; i < image->segment_count; i++) {
    const struct segment *s = &image->segments[i];
    if (s->protection == 0 || s->memory_size == 0) continue;
    int protection = (int)s->protection;
    if (s->command->flags & SEGMENT_READ_ONLY) protection &= ~PROT_WRITE;
    if (mprotect(slid(s->address), s->memory_size, protection) != 0) refuse("segment %s cannot be protected", s->name);
  }
}

void run_main(const struct image *image, int argc, char **argv, char **environment) {
  size_t size = image->entry->stack_size ? image->entry->stack_size : MAIN_STACK;
  const int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE;
  char *low = mmap(NULL, STACK_GUARD + size, PROT_READ | PROT_WRITE, flags, -1, 0);
  if (low == MAP_FAILED || mprotect(low, STACK_GUARD, PROT_NONE) != 0) refuse("there is no memory for its stack");
  main_stack_low = (uintptr_t)low + STACK_GUARD;
  main_stack_top = main_stack_low + size;

  /* What the kernel tells dyld, and dyld tells main behind the environment. */
  char path[PATH_MAX], told[PATH_MAX + 32];
  if (realpath(image->path, path) == NULL) refuse("its path is not known");
  snprintf(told, sizeof told, "executable_path=%s", path);
  const char *const apple[] = {told, NULL};

  const void *main_function = slid(image->text->address + image->entry->offset);
  const uint64_t arguments[4] = {(uint64_t)argc, (uint64_t)argv, (uint64_t)environment, (uint64_t)apple};
  /* The arguments and the environment lie at the top of the stack: some of it is in use. */
  uint64_t status = call_program(main_function, arguments, main_stack_top - 0x1000, "main");
  exit_program((int)status);
}

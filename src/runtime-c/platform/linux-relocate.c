/*
 * Programs that can be put anywhere (--pie): nobody but the program itself knows where that is. The linker has left a
 * table of the cells that hold addresses, as if the program began at 0.
 *
 * This is the first that runs; it must not use what it is to make right, so whatever it looks at is near, by its own
 * address.
 */
#include "../ffc.h"

#define NEAR __attribute__((visibility("hidden")))

/* As the ELF format has them. */
struct dynamic {
  uint64_t tag, value;
};
struct relocation {
  uint64_t place, kind;
  int64_t addend;
};

enum { DYNAMIC_END = 0, RELOCATIONS = 7, RELOCATIONS_SIZE = 8 };

#if defined(__x86_64__)
#define RELATIVE 8
#else
#define RELATIVE 1027
#endif

extern NEAR const struct dynamic _DYNAMIC[];
extern NEAR const char __ehdr_start[]; /* the first byte of the program */

/* An absent function has an entry of another kind, or none, and its address stays 0. */
void ffc_relocate(void) {
  uintptr_t base = (uintptr_t)__ehdr_start;
  uintptr_t table = 0;
  size_t size = 0;
  for (const struct dynamic *d = _DYNAMIC; d->tag != DYNAMIC_END; d++) {
    if (d->tag == RELOCATIONS) table = base + d->value;
    if (d->tag == RELOCATIONS_SIZE) size = d->value;
  }
  for (uintptr_t at = table; at < table + size; at += sizeof(struct relocation)) {
    const struct relocation *r = (const struct relocation *)at;
    if (r->kind == RELATIVE) *(uintptr_t *)(base + r->place) = base + (uintptr_t)r->addend;
  }
}

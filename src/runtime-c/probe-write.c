/* A file of its own: of the section with the probes the linker takes all that a file has. */
#include "ffc.h"

/* Writes back what is there, atomically: another thread may be writing too. */
void ffc_probe_write(char *p, ucell size) {
  char *end = p + size;
  if (size == 0) return;
  if (end < p) end = (char *)UINTPTR_MAX;
  for (;; p += FFC_PAGE) {
    if (p >= end) p = end - 1;
    char seen = *(volatile char *)p;
    __atomic_compare_exchange_n(p, &seen, seen, false, __ATOMIC_RELAXED, __ATOMIC_RELAXED);
    if (p == end - 1) return;
  }
}

/* Memory as on a Mac: pages of its size, and none that is writable and executable. */
#define _GNU_SOURCE
#include <errno.h>
#include <sys/mman.h>

#include "loader.h"
#include "macos.h"

static void check_protection(const char *function, int protection) {
  if (protection & ~(PROT_READ | PROT_WRITE | PROT_EXEC)) violation("%s: unknown protections %#x", function, protection);
  if ((protection & PROT_WRITE) && (protection & PROT_EXEC)) violation("%s: memory that is writable and executable", function);
}

/* Linux has pages of 4 KB: mapped is more, and what surrounds the pages wanted is given back. */
static void *map_anywhere(size_t size, int protection, int flags, int fd, long offset) {
  size_t more = size + MAC_PAGE - 4096;
  if (more < size) {
    errno = ENOMEM;
    return MAP_FAILED;
  }
  if (more == size) return mmap(NULL, size, protection, flags, fd, offset);
  char *start = mmap(NULL, more, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (start == MAP_FAILED) return start;
  char *aligned = (char *)page_up((uint64_t)start), *end = aligned + size;
  if (aligned > start) munmap(start, (size_t)(aligned - start));
  if (end < start + more) munmap(end, (size_t)(start + more - end));
  void *result = mmap(aligned, size, protection, flags | MAP_FIXED, fd, offset);
  if (result == MAP_FAILED) {
    int error = errno;
    munmap(aligned, size);
    errno = error;
  }
  return result;
}

static void mac_mmap(struct call *call) {
  uint64_t wanted = call->arguments[0];
  size_t size = call->arguments[1];
  int protection = (int)call->arguments[2], mac_flags = (int)call->arguments[3], fd = (int)call->arguments[4];
  long offset = (long)call->arguments[5];
  check_protection("mmap", protection);
  int flags = 0;
  if (mac_flags & MAC_MAP_SHARED) flags |= MAP_SHARED;
  if (mac_flags & MAC_MAP_PRIVATE) flags |= MAP_PRIVATE;
  if (mac_flags & MAC_MAP_ANON) flags |= MAP_ANONYMOUS;
  if (mac_flags & MAC_MAP_NORESERVE) flags |= MAP_NORESERVE;
  int known = MAC_MAP_SHARED | MAC_MAP_PRIVATE | MAC_MAP_FIXED | MAC_MAP_ANON | MAC_MAP_NORESERVE;
  if (mac_flags & ~known) violation("mmap: the flags %#x are not modelled", mac_flags & ~known);
  if ((mac_flags & MAC_MAP_ANON) && fd != -1) violation("mmap: descriptor %d with MAP_ANON", fd);

  size_t rounded = page_up(size);
  void *result = MAP_FAILED;
  errno = EINVAL;
  if (size != 0 && rounded == 0)
    errno = ENOMEM;
  else if (size == 0 || (!(mac_flags & MAC_MAP_ANON) && !is_page_aligned((uint64_t)offset)))
    errno = EINVAL;
  else if (!(mac_flags & MAC_MAP_FIXED))
    result = map_anywhere(rounded, protection, flags, fd, offset);
  else if (is_page_aligned(wanted))
    result = mmap((void *)wanted, rounded, protection, flags | MAP_FIXED, fd, offset);
  call->result = checked((long)result);
}

static void mac_munmap(struct call *call) {
  uint64_t start = call->arguments[0], size = call->arguments[1];
  int result = -1;
  errno = EINVAL;
  if (is_page_aligned(start) && size != 0) result = munmap((void *)start, page_up(size));
  call->result = checked(result);
}

static void mac_mprotect(struct call *call) {
  uint64_t start = call->arguments[0], size = call->arguments[1];
  int protection = (int)call->arguments[2], result = -1;
  check_protection("mprotect", protection);
  errno = EINVAL;
  if (is_page_aligned(start)) result = mprotect((void *)start, page_up(size), protection);
  call->result = checked(result);
}

static void mac_getpagesize(struct call *call) { call->result = MAC_PAGE; }

static uint64_t page_size = MAC_PAGE;

const struct import memory_imports[] = {
    SAFE_WORD("mmap", mac_mmap),        SAFE_INT("munmap", mac_munmap),
    SAFE_INT("mprotect", mac_mprotect), SAFE_INT("getpagesize", mac_getpagesize),
    ROW_DATA("vm_page_size", &page_size), {0},
};

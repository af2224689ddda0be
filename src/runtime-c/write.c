/* Writing to a file descriptor until all is written. */
#include "ffc.h"

long ffc_write_some(int fd, const char *from, ucell length) {
  long n = ffc_write(fd, from, length);
  if (n == -EAGAIN) {
    ffc_poll(fd, true);
    n = -EINTR;
  }
  return n == -EINTR ? 0 : n;
}

bool ffc_write_all(int fd, const char *from, ucell length) {
  while (length != 0) {
    long n = ffc_write_some(fd, from, length);
    if (n < 0) return false;
    from += n;
    length -= (ucell)n;
  }
  return true;
}

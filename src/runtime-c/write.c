/* Writing to a file descriptor until all is written. */
#include "ffc.h"

bool ffc_write_all(int fd, const char *from, ucell length) {
  while (length != 0) {
    long n = ffc_write(fd, from, length);
    if (n == -EAGAIN)
      ffc_poll(fd, true);
    else if (n < 0 && n != -EINTR)
      return false;
    if (n > 0) from += n, length -= (ucell)n;
  }
  return true;
}

/* Files on macOS: calls of libSystem whose failures are told as results. */
#include "../files.h"

enum { F_DUPFD_CLOEXEC = 67, F_SETFD = 2, FD_CLOEXEC = 1 };

/* On x86-64 the plain name is of the call with inode numbers of 32 bits. */
#if defined(__x86_64__)
#define INODE64(name) __asm__("_" name "$INODE64")
#else
#define INODE64(name) __asm__("_" name)
#endif

struct about {
  uint8_t before[96];
  int64_t size;
  uint8_t after[40];
};
_Static_assert(sizeof(struct about) == 144, "struct stat of <sys/stat.h>");

FFC_OF_SYSTEM
int open(const char *, int flags, ...);
int fcntl(int fd, int command, ...);
int dup2(int from, int to);
int64_t lseek(int fd, int64_t offset, int whence);
int ftruncate(int fd, int64_t size);
int fstat(int fd, struct about *) INODE64("fstat");
int unlink(const char *);
int rename(const char *from, const char *to);
int access(const char *, int mode);
int mkdir(const char *, uint16_t mode);
int chdir(const char *);
char *getcwd(char *, size_t);
long __getdirentries64(int fd, void *buffer, size_t size, int64_t *position);
FFC_OWN

long ffc_open(const char *path, int flags, int mode) { return ffc_result(open(path, flags, mode)); }

long ffc_descriptor_above(long fd, int least) { return ffc_result(fcntl((int)fd, F_DUPFD_CLOEXEC, least)); }

long ffc_descriptor_becomes(int to, long from) { return ffc_result(dup2((int)from, to)); }

long ffc_seek(int fd, int64_t offset, int whence) { return ffc_result(lseek(fd, offset, whence)); }

long ffc_truncate(int fd, int64_t size) { return ffc_result(ftruncate(fd, size)); }

long ffc_size_of(int fd) {
  struct about about;
  long result = ffc_result(fstat(fd, &about));
  return result < 0 ? result : about.size;
}

long ffc_unlink(const char *path) { return ffc_result(unlink(path)); }

long ffc_rename(const char *from, const char *to) { return ffc_result(rename(from, to)); }

long ffc_access(const char *path, int mode) { return ffc_result(access(path, mode)); }

long ffc_mkdir(const char *path, int mode) { return ffc_result(mkdir(path, (uint16_t)mode)); }

long ffc_chdir(const char *path) { return ffc_result(chdir(path)); }

long ffc_getcwd(char *buffer, size_t size) {
  if (!getcwd(buffer, size)) return ffc_result(-1);
  long n = 0;
  while (buffer[n]) n++;
  return n;
}

/* Without those that are deleted: they have no number. */
static size_t keep_entries(char *buffer, size_t size) {
  size_t kept = 0;
  for (size_t at = 0; at < size;) {
    const char *entry = buffer + at;
    uint16_t length = *(const uint16_t *)(entry + FFC_ENTRY_SIZE);
    bool is_there = *(const uint64_t *)entry != 0;
    if (is_there && kept != at) ffc_copy(buffer + kept, entry, length);
    if (is_there) kept += length;
    at += length;
  }
  return kept;
}

long ffc_read_entries(int fd, char *buffer, size_t size) {
  int64_t position;
  for (;;) {
    long n = ffc_result(__getdirentries64(fd, buffer, size, &position));
    if (n <= 0) return n;
    size_t kept = keep_entries(buffer, (size_t)n);
    if (kept > 0) return (long)kept;
  }
}

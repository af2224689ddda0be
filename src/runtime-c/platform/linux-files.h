/* Files on Linux. Results are negative, -errno, on failure. */
#ifndef FFC_PLATFORM_LINUX_FILES_H
#define FFC_PLATFORM_LINUX_FILES_H

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static inline long ffc_open(const char *path, int flags, int mode) {
  return ffc_syscall4(SYS_openat, AT_FDCWD, (long)path, flags, mode);
}
/* A descriptor of the same file that is not below `least`. */
static inline long ffc_descriptor_above(long fd, int least) { return ffc_syscall3(SYS_fcntl, fd, F_DUPFD_CLOEXEC, least); }
/* `to` leads from now on where `from` leads. */
static inline long ffc_descriptor_becomes(int to, long from) { return ffc_syscall3(SYS_dup3, from, to, 0); }
static inline long ffc_seek(int fd, int64_t offset, int whence) { return ffc_syscall3(SYS_lseek, fd, offset, whence); }
static inline long ffc_truncate(int fd, int64_t size) { return ffc_syscall3(SYS_ftruncate, fd, size, 0); }
static inline long ffc_size_of(int fd) {
  struct stat about;
  long result = ffc_syscall3(SYS_fstat, fd, (long)&about, 0);
  return result < 0 ? result : about.st_size;
}

static inline long ffc_unlink(const char *path) { return ffc_syscall3(SYS_unlinkat, AT_FDCWD, (long)path, 0); }
static inline long ffc_rename(const char *from, const char *to) {
  return ffc_syscall4(SYS_renameat, AT_FDCWD, (long)from, AT_FDCWD, (long)to);
}
static inline long ffc_access(const char *path, int mode) {
  return ffc_syscall3(SYS_faccessat, AT_FDCWD, (long)path, mode);
}

static inline long ffc_mkdir(const char *path, int mode) { return ffc_syscall3(SYS_mkdirat, AT_FDCWD, (long)path, mode); }
static inline long ffc_chdir(const char *path) { return ffc_syscall3(SYS_chdir, (long)path, 0, 0); }
/* Length of the name, which ends with a 0. */
static inline long ffc_getcwd(char *buffer, size_t size) {
  long n = ffc_syscall3(SYS_getcwd, (long)buffer, (long)size, 0);
  return n < 0 ? n : n - 1;
}
/* Entries of a directory as many as fit: their bytes, 0 at the end. */
static inline long ffc_read_entries(int fd, char *buffer, size_t size) {
  return ffc_syscall3(SYS_getdents64, fd, (long)buffer, (long)size);
}
/* Of an entry: where its size is, and its name, which ends with a 0. */
#define FFC_ENTRY_SIZE 16
#define FFC_ENTRY_NAME 19

#endif

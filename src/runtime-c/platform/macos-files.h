/* Files on macOS; linux-files.h says what the functions do. */
#ifndef FFC_PLATFORM_MACOS_FILES_H
#define FFC_PLATFORM_MACOS_FILES_H

/* Of <fcntl.h> and <unistd.h>. */
enum {
  O_RDONLY = 0,
  O_WRONLY = 1,
  O_RDWR = 2,
  O_CREAT = 0x200,
  O_TRUNC = 0x400,
  O_DIRECTORY = 0x100000,
  O_CLOEXEC = 0x1000000,
  SEEK_SET = 0,
  SEEK_CUR = 1,
  F_OK = 0,
  W_OK = 2,
  R_OK = 4,
};

long ffc_open(const char *path, int flags, int mode);
long ffc_descriptor_above(long fd, int least);
long ffc_descriptor_becomes(int to, long from);
long ffc_seek(int fd, int64_t offset, int whence);
long ffc_truncate(int fd, int64_t size);
long ffc_size_of(int fd);
long ffc_unlink(const char *path);
long ffc_rename(const char *from, const char *to);
long ffc_access(const char *path, int mode);
long ffc_mkdir(const char *path, int mode);
long ffc_chdir(const char *path);
long ffc_getcwd(char *buffer, size_t size);
long ffc_read_entries(int fd, char *buffer, size_t size);
#define FFC_ENTRY_SIZE 16
#define FFC_ENTRY_NAME 21

#endif

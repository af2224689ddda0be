/* Files and terminals: calls of libSystem, with the structures and flags of macOS. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <termios.h>
#include <unistd.h>

#include "loader.h"
#include "macos.h"

static int fd_of(const struct call *call) { return (int)call->arguments[0]; }
static char *path_of(const struct call *call, unsigned i) { return (char *)call->arguments[i]; }

static void mac_error_location(struct call *call) { call->result = (uint64_t)&mac_error; }

/* ---- Descriptors ---- */

static void mac_open(struct call *call) {
  int flags = to_linux_open_flags((int)call->arguments[1]);
  mode_t mode = flags & O_CREAT ? (mode_t)(uint16_t)variadic(call, 2, 0) : 0;
  call->result = checked(open(path_of(call, 0), flags, mode));
}

static void mac_close(struct call *call) { call->result = checked(close(fd_of(call))); }

/* A size of 2 GB or more is an error there. */
static void mac_read(struct call *call) {
  long result = -1;
  errno = EINVAL;
  if (call->arguments[2] <= INT_MAX) result = read(fd_of(call), path_of(call, 1), call->arguments[2]);
  call->result = checked(result);
}

static void mac_write(struct call *call) {
  long result = -1;
  errno = EINVAL;
  if (call->arguments[2] <= INT_MAX) result = write(fd_of(call), path_of(call, 1), call->arguments[2]);
  call->result = checked(result);
}

static void mac_lseek(struct call *call) {
  int whence = (int)call->arguments[2];
  if (whence < 0 || whence > SEEK_END) violation("lseek: %d as the third argument is not modelled", whence);
  call->result = checked(lseek(fd_of(call), (off_t)call->arguments[1], whence));
}

static void mac_ftruncate(struct call *call) { call->result = checked(ftruncate(fd_of(call), (off_t)call->arguments[1])); }

static void mac_fsync(struct call *call) { call->result = checked(fsync(fd_of(call))); }

static void mac_dup(struct call *call) { call->result = checked(dup(fd_of(call))); }

static void mac_dup2(struct call *call) { call->result = checked(dup2(fd_of(call), (int)call->arguments[1])); }

static void mac_pipe(struct call *call) { call->result = checked(pipe((int *)call->arguments[0])); }

static void mac_fcntl(struct call *call) {
  int fd = fd_of(call), command = (int)call->arguments[1], result;
  switch (command) {
  case MAC_F_DUPFD:
    result = fcntl(fd, F_DUPFD, (int)variadic(call, 2, 0));
    break;
  case MAC_F_DUPFD_CLOEXEC:
    result = fcntl(fd, F_DUPFD_CLOEXEC, (int)variadic(call, 2, 0));
    break;
  case MAC_F_GETFD:
    result = fcntl(fd, F_GETFD);
    break;
  case MAC_F_SETFD:
    result = fcntl(fd, F_SETFD, (int)variadic(call, 2, 0));
    break;
  case MAC_F_GETFL:
    result = fcntl(fd, F_GETFL);
    if (result >= 0) result = to_mac_open_flags(result);
    break;
  case MAC_F_SETFL:
    result = fcntl(fd, F_SETFL, to_linux_open_flags((int)variadic(call, 2, 0)));
    break;
  default:
    violation("fcntl: the command %d is not modelled", command);
  }
  call->result = checked(result);
}

/* ---- About files ---- */

static struct mac_timespec time_of(struct timespec t) { return (struct mac_timespec){t.tv_sec, t.tv_nsec}; }

static void tell_status(struct call *call, int result, const struct stat *s) {
  if (result == 0)
    *(struct mac_stat *)call->arguments[1] = (struct mac_stat){
        .device = (int32_t)s->st_dev,
        .mode = (uint16_t)s->st_mode,
        .links = (uint16_t)s->st_nlink,
        .inode = s->st_ino,
        .user = s->st_uid,
        .group = s->st_gid,
        .special_device = (int32_t)s->st_rdev,
        .accessed = time_of(s->st_atim),
        .modified = time_of(s->st_mtim),
        .changed = time_of(s->st_ctim),
        .created = time_of(s->st_ctim),
        .size = s->st_size,
        .blocks = s->st_blocks,
        .block_size = (int32_t)s->st_blksize,
    };
  call->result = checked(result);
}

static void mac_stat(struct call *call) {
  struct stat status;
  tell_status(call, stat(path_of(call, 0), &status), &status);
}

static void mac_lstat(struct call *call) {
  struct stat status;
  tell_status(call, lstat(path_of(call, 0), &status), &status);
}

static void mac_fstat(struct call *call) {
  struct stat status;
  tell_status(call, fstat(fd_of(call), &status), &status);
}

static void mac_access(struct call *call) { call->result = checked(access(path_of(call, 0), (int)call->arguments[1])); }

/* What is a directory cannot be unlinked: another error. */
static void mac_unlink(struct call *call) {
  int result = unlink(path_of(call, 0));
  if (result != 0 && errno == EISDIR) errno = EPERM;
  call->result = checked(result);
}

static void mac_rename(struct call *call) { call->result = checked(rename(path_of(call, 0), path_of(call, 1))); }

static void mac_mkdir(struct call *call) { call->result = checked(mkdir(path_of(call, 0), (uint16_t)call->arguments[1])); }

static void mac_rmdir(struct call *call) { call->result = checked(rmdir(path_of(call, 0))); }

static void mac_chdir(struct call *call) { call->result = checked(chdir(path_of(call, 0))); }

static void mac_getcwd(struct call *call) {
  if (call->arguments[0] == 0) violation("getcwd: memory from malloc is asked for");
  call->result = (uint64_t)getcwd(path_of(call, 0), call->arguments[1]);
  if (call->result == 0) set_error(errno);
}

/* ---- Directories ---- */

struct linux_entry {
  uint64_t inode;
  int64_t position;
  uint16_t length;
  uint8_t type;
  char name[];
} __attribute__((packed));

enum { MAC_ENTRY_NAME = offsetof(struct mac_dirent, name), MAC_ENTRIES_WITH_FLAGS = 1024 };

/*
 * Entries of Linux go to the end of the buffer and come from there to its beginning: each grows by 8 bytes at most, from 24
 * at least, so those written do not reach those still to be read.
 */
static void mac_getdirentries(struct call *call) {
  char *buffer = path_of(call, 1), *to = buffer;
  size_t size = call->arguments[2], room = size / 4 * 3;
  int64_t *position = (int64_t *)call->arguments[3];
  *position = lseek(fd_of(call), 0, SEEK_CUR);
  long got = syscall(SYS_getdents64, fd_of(call), buffer + size - room, room);
  if (got < 0) {
    call->result = checked(got);
    return;
  }
  char *from = buffer + size - room, *end = from + got;
  while (from < end) {
    struct linux_entry entry;
    struct mac_dirent fresh;
    memcpy(&entry, from, sizeof entry);
    const char *name = from + sizeof entry;
    size_t name_length = strlen(name);
    size_t length = (MAC_ENTRY_NAME + name_length + 1 + 7) & ~(size_t)7;
    fresh = (struct mac_dirent){.inode = entry.inode,
                                .seek_offset = (uint64_t)entry.position,
                                .length = (uint16_t)length,
                                .name_length = (uint16_t)name_length,
                                .type = entry.type};
    memcpy(fresh.name, name, name_length + 1);
    from += entry.length;
    memcpy(to, &fresh, MAC_ENTRY_NAME + name_length + 1);
    to += length;
  }
  /* Larger buffers have flags at their end: 1 says that there is no more. */
  if (size >= MAC_ENTRIES_WITH_FLAGS) memcpy(buffer + size - 4, &(uint32_t){got == 0}, 4);
  call->result = (uint64_t)(to - buffer);
}

/* ---- Terminals, and waiting ---- */

static void mac_isatty(struct call *call) {
  call->result = (uint64_t)isatty(fd_of(call));
  if (call->result == 0) set_error(errno);
}

static const struct {
  uint64_t mac;
  tcflag_t linux_flag;
} local_flags[] = {{0x8, ECHO},   {0x2, ECHOE},   {0x4, ECHOK},     {0x10, ECHONL},       {0x80, ISIG},
                   {0x100, ICANON}, {0x400, IEXTEN}, {0x400000, TOSTOP}, {0x80000000, NOFLSH}};
enum { MAC_VMIN = 16, MAC_VTIME = 17 };

static void mac_tcgetattr(struct call *call) {
  struct termios from;
  int result = tcgetattr(fd_of(call), &from);
  if (result == 0) {
    struct mac_termios to = {.characters[MAC_VMIN] = from.c_cc[VMIN], .characters[MAC_VTIME] = from.c_cc[VTIME]};
    for (unsigned i = 0; i < sizeof local_flags / sizeof *local_flags; i++)
      if (from.c_lflag & local_flags[i].linux_flag) to.local |= local_flags[i].mac;
    *(struct mac_termios *)call->arguments[1] = to;
  }
  call->result = checked(result);
}

/* Modelled are the local flags and what a read waits for; the rest stays as it is. */
static void mac_tcsetattr(struct call *call) {
  const struct mac_termios *from = (const void *)call->arguments[2];
  int when = (int)call->arguments[1];
  if (when < 0 || when > 2) violation("tcsetattr: %d as the second argument is not modelled", when);
  struct termios to;
  int result = tcgetattr(fd_of(call), &to);
  if (result == 0) {
    for (unsigned i = 0; i < sizeof local_flags / sizeof *local_flags; i++) {
      to.c_lflag &= ~local_flags[i].linux_flag;
      if (from->local & local_flags[i].mac) to.c_lflag |= local_flags[i].linux_flag;
    }
    to.c_cc[VMIN] = from->characters[MAC_VMIN];
    to.c_cc[VTIME] = from->characters[MAC_VTIME];
    result = tcsetattr(fd_of(call), when, &to);
  }
  call->result = checked(result);
}

static void mac_ioctl(struct call *call) {
  unsigned long request = call->arguments[1];
  void *argument = (void *)variadic(call, 2, 0);
  if (request == MAC_TIOCGWINSZ)
    call->result = checked(ioctl(fd_of(call), TIOCGWINSZ, argument));
  else if (request == MAC_FIONREAD)
    call->result = checked(ioctl(fd_of(call), FIONREAD, argument));
  else
    violation("ioctl: the request %#lx is not modelled", request);
}

/* The structure and these events are alike. */
static void mac_poll(struct call *call) {
  struct pollfd *polled = (struct pollfd *)call->arguments[0];
  unsigned count = (unsigned)call->arguments[1];
  for (unsigned i = 0; i < count; i++)
    if (polled[i].events & ~(POLLIN | POLLPRI | POLLOUT)) violation("poll: the events %#x are not modelled", polled[i].events);
  call->result = checked(poll(polled, count, (int)call->arguments[2]));
}

const struct import file_imports[] = {
    SAFE_WORD("__error", mac_error_location),
    SAFE_INT("open", mac_open),
    SAFE_INT("close", mac_close),
    SAFE_WORD("read", mac_read),
    SAFE_WORD("write", mac_write),
    SAFE_WORD("lseek", mac_lseek),
    SAFE_INT("ftruncate", mac_ftruncate),
    SAFE_INT("fsync", mac_fsync),
    SAFE_INT("dup", mac_dup),
    SAFE_INT("dup2", mac_dup2),
    SAFE_INT("pipe", mac_pipe),
    SAFE_INT("fcntl", mac_fcntl),
    SAFE_INT("stat" INODE64, mac_stat),
    SAFE_INT("lstat" INODE64, mac_lstat),
    SAFE_INT("fstat" INODE64, mac_fstat),
    SAFE_INT("access", mac_access),
    SAFE_INT("unlink", mac_unlink),
    SAFE_INT("rename", mac_rename),
    SAFE_INT("mkdir", mac_mkdir),
    SAFE_INT("rmdir", mac_rmdir),
    SAFE_INT("chdir", mac_chdir),
    ROW_WORD("getcwd", mac_getcwd),
    ROW_WORD("__getdirentries64", mac_getdirentries),
    SAFE_INT("isatty", mac_isatty),
    SAFE_INT("tcgetattr", mac_tcgetattr),
    SAFE_INT("tcsetattr", mac_tcsetattr),
    SAFE_INT("ioctl", mac_ioctl),
    SAFE_INT("poll", mac_poll),
    {0},
};

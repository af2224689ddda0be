/* What the system answers: numbers and structures of macOS. */
#include "system.h"

static const char *const names[] = {"rebased ", "pointers\n"};
extern char **environ;

static void at_exit(void) { text("exit\n"); }

static void files(void) {
  const int create = 0x200, exclusive = 0x800, truncate = 0x400, append = 8;
  int fd = open("file", create | exclusive | 2, 0640);
  number(fd >= 0);
  number(open("file", create | exclusive | 1, 0640)), number(*__error()); /* it exists */
  number(fcntl(fd, 3)), number(fcntl(fd, 1));
  number(fcntl(fd, 4, append)), number(fcntl(fd, 3));
  number(write(fd, "12345", 5)), number(lseek(fd, 0, 2));
  struct {
    int device;
    unsigned short mode, links;
    u64 inode;
    u32 user, group, special, pad;
    long times[8], size, blocks;
    int block_size, rest[7];
  } status;
  number(fstat(fd, &status)), number(status.size), number(status.mode == (0100640)), number(status.links);
  number(read(fd, &status, (size_t)1 << 31)), number(*__error()); /* too much for one read */
  close(fd);
  fd = open("file", truncate | 0x1000000 | 1);
  number(lseek(fd, 0, 2)), number(fcntl(fd, 1));
  number(unlink("file")), number(unlink("file")), number(*__error());
  number(mkdir("folder", 0755)), number(unlink("folder")), number(*__error());

  char entries[2048];
  long position, length = __getdirentries64(fd = open("folder", 0x100000), entries, sizeof entries, &position), found = 0;
  for (char *at = entries; at < entries + length; at += *(unsigned short *)(at + 16)) {
    found++;
    if ((size_t)*(unsigned short *)(at + 18) != strlen(at + 21)) text("a name of another length\n");
    if (at[21] != '.') text("unknown name\n");
  }
  number(found), number(__getdirentries64(fd, entries, sizeof entries, &position));
  number(*(int *)(entries + sizeof entries - 4));
  number(rmdir("folder"));
  text("\n");
}

static void memory(void) {
  char *p = mmap(NULL, 1, READ | WRITE, PRIVATE | ANON, -1, 0);
  size_t page = (size_t)sysconf(29);
  number((long)page), number((u64)p % page == 0);
  p[page - 1] = 1;
  number(munmap(p + page / 4, page)), number(*__error());
  number(mprotect(p, 1, READ)), number(p[page - 1]);
  number(munmap(p, page));
  text("\n");
}

static void processes(void) {
  int status;
  int child = fork();
  if (child == 0) {
    raise(10);
    _exit(1);
  }
  waitpid(child, &status, 0);
  number(status & 0x7f);
  child = fork();
  if (child == 0) _exit(3);
  waitpid(child, &status, 0);
  number(status);
  number(waitpid(-1, NULL, 0)), number(*__error());
  number(kill(getpid(), 99)), number(*__error());
  text("\n");
}

int main(int argc, char **argv, char **environment, char **apple) {
  text(names[0]), text(names[1]);
  number(argc), text(argv[1]), text(" "), text(getenv("FFC_TEST")), text("\n");
  number(environ[0] == environment[0]), number(apple[0][0] == 'e');
  text("\n");
  atexit(at_exit);
  files();
  memory();
  processes();
  return 7;
}

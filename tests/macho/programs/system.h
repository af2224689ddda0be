/* What the programs here use of libSystem, declared as on a Mac, and a way to print. */
typedef unsigned long size_t;
typedef unsigned int u32;
typedef unsigned long u64;
#define NULL ((void *)0)

int *__error(void);
int open(const char *, int flags, ...);
int close(int);
int unlink(const char *);
int mkdir(const char *, unsigned short mode);
int rmdir(const char *);
int fcntl(int, int command, ...);
long write(int, const void *, size_t);
long read(int, void *, size_t);
long lseek(int, long offset, int whence);
long __getdirentries64(int, void *, size_t, long *position);
void *mmap(void *, size_t, int protection, int flags, int fd, long offset);
int munmap(void *, size_t);
int mprotect(void *, size_t, int protection);
long sysconf(int);
__attribute__((noreturn)) void _exit(int);
__attribute__((noreturn)) void exit(int);
int atexit(void (*)(void));
int getpid(void);
int raise(int);
int kill(int pid, int signal);
int fork(void);
int pipe(int[2]);
int waitpid(int, int *status, int options);
char *getenv(const char *);
size_t strlen(const char *);
void *memcpy(void *, const void *, size_t);
int printf(const char *, ...); /* not modelled */

#if defined(__x86_64__)
int fstat(int, void *) __asm__("_fstat$INODE64");
#else
int fstat(int, void *);
#endif

enum { READ = 1, WRITE = 2, EXECUTE = 4, PRIVATE = 2, ANON = 0x1000 };

struct sigaction {
  void *handler;
  u32 mask;
  int flags;
};
struct stack {
  void *low;
  size_t size;
  int flags;
};
enum { ON_STACK = 1, WITH_INFO = 0x40 };
int sigaction(int, const struct sigaction *, struct sigaction *);
int sigaltstack(const struct stack *, struct stack *);

struct timespec {
  long seconds, ns;
};
int clock_gettime(int, struct timespec *);
int nanosleep(const struct timespec *, struct timespec *);

typedef struct {
  u64 words[8];
} pthread_attr_t, pthread_mutex_t;
typedef struct {
  u64 words[6];
} pthread_cond_t;
typedef void *pthread_t;
int pthread_attr_init(pthread_attr_t *);
int pthread_attr_setstacksize(pthread_attr_t *, size_t);
int pthread_create(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);
int pthread_join(pthread_t, void **);
int pthread_mutex_lock(pthread_mutex_t *);
int pthread_mutex_unlock(pthread_mutex_t *);
int pthread_cond_wait(pthread_cond_t *, pthread_mutex_t *);
int pthread_cond_signal(pthread_cond_t *);
int pthread_cond_timedwait_relative_np(pthread_cond_t *, pthread_mutex_t *, const struct timespec *);
int __ulock_wait(u32, void *, u64, u32 us);
int __ulock_wake(u32, void *, u64);

static void text(const char *s) { write(1, s, strlen(s)); }

static void number(long n) {
  char digits[24], *at = digits + sizeof digits;
  u64 u = n < 0 ? -(u64)n : (u64)n;
  do *--at = (char)('0' + u % 10);
  while ((u /= 10) != 0);
  if (n < 0) *--at = '-';
  write(1, at, (size_t)(digits + sizeof digits - at));
  write(1, " ", 1);
}

static int same(const char *a, const char *b) {
  while (*a && *a == *b) a++, b++;
  return *a == *b;
}

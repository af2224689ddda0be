/*
 * Threads, locks and conditions. A thread of the program is one of the C library's, but runs on a stack of exactly the
 * size that was asked for, with a guard below it. Mutexes and conditions are our own: those of the C library do not fit
 * into what macOS has for them, and would read its initial values as those of a lock that is taken.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <linux/futex.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "loader.h"
#include "macos.h"

/* ---- Threads ---- */

struct attributes {
  uint64_t signature, stack_size, guard_size;
  int32_t state;
};
_Static_assert(sizeof(struct attributes) <= 64, "pthread_attr_t of macOS");

static const struct attributes default_attributes = {MAC_ATTRIBUTES_INITIALIZED, MAC_THREAD_STACK, MAC_PAGE,
                                                     MAC_CREATE_JOINABLE};

static struct attributes *attributes_of(const struct call *call, const char *function) {
  struct attributes *attributes = (struct attributes *)call->arguments[0];
  if (attributes->signature != MAC_ATTRIBUTES_INITIALIZED) violation("%s: the attributes are not initialized", function);
  return attributes;
}

static void mac_attr_init(struct call *call) {
  struct attributes *attributes = (struct attributes *)call->arguments[0];
  memset(attributes, 0x5e, 64); /* all of it is the library's */
  *attributes = default_attributes;
  call->result = 0;
}

static void mac_attr_destroy(struct call *call) {
  attributes_of(call, "pthread_attr_destroy")->signature = 0;
  call->result = 0;
}

static void mac_attr_setstacksize(struct call *call) {
  uint64_t size = call->arguments[1];
  struct attributes *attributes = attributes_of(call, "pthread_attr_setstacksize");
  call->result = EINVAL; /* the same number on both */
  if (size < MAC_THREAD_STACK_LEAST || !is_page_aligned(size)) return;
  attributes->stack_size = size;
  call->result = 0;
}

static void mac_attr_setguardsize(struct call *call) {
  struct attributes *attributes = attributes_of(call, "pthread_attr_setguardsize");
  call->result = EINVAL;
  if (!is_page_aligned(call->arguments[1])) return;
  attributes->guard_size = call->arguments[1];
  call->result = 0;
}

static void mac_attr_setdetachstate(struct call *call) {
  struct attributes *attributes = attributes_of(call, "pthread_attr_setdetachstate");
  int state = (int)call->arguments[1];
  call->result = EINVAL;
  if (state != MAC_CREATE_JOINABLE && state != MAC_CREATE_DETACHED) return;
  attributes->state = state;
  call->result = 0;
}

struct start {
  const void *function;
  uint64_t argument;
  char *memory; /* the guard, then the stack */
  size_t guard_size, stack_size;
};

static __thread uintptr_t stack_top;
static __thread size_t stack_size;

static void *run_thread(void *argument) {
  struct start start = *(struct start *)argument;
  free(argument);
  stack_top = (uintptr_t)start.memory + start.guard_size + start.stack_size;
  stack_size = start.stack_size;
  const uint64_t arguments[4] = {start.argument, 0, 0, 0};
  uint64_t result = call_program(start.function, arguments, stack_top, "the function of a thread");
  munmap(start.memory, start.guard_size + start.stack_size);
  return (void *)result;
}

/* The thread's own stack is the loader's: little is needed there. */
#define LOADER_STACK 0x20000

static int start_thread(pthread_t *thread, const struct attributes *attributes, const struct start *wanted) {
  struct start *start = malloc(sizeof *start);
  *start = *wanted;
  start->guard_size = attributes->guard_size;
  start->stack_size = attributes->stack_size;
  size_t size = start->guard_size + start->stack_size;
  start->memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  int error = start->memory == MAP_FAILED ? EAGAIN : 0;
  if (error == 0 && mprotect(start->memory, start->guard_size, PROT_NONE) != 0) error = EAGAIN;
  if (error == 0) {
    pthread_attr_t own;
    pthread_attr_init(&own);
    pthread_attr_setstacksize(&own, LOADER_STACK);
    if (attributes->state == MAC_CREATE_DETACHED) pthread_attr_setdetachstate(&own, PTHREAD_CREATE_DETACHED);
    error = pthread_create(thread, &own, run_thread, start);
    pthread_attr_destroy(&own);
  }
  if (error == 0) return 0;
  if (start->memory != MAP_FAILED) munmap(start->memory, size);
  free(start);
  return error;
}

static void mac_pthread_create(struct call *call) {
  const struct attributes *attributes = (const void *)call->arguments[1];
  if (attributes == NULL) attributes = &default_attributes;
  if (attributes->signature != MAC_ATTRIBUTES_INITIALIZED) violation("pthread_create: the attributes are not initialized");
  const struct start start = {.function = (const void *)call->arguments[2], .argument = call->arguments[3]};
  if (!is_program_code(start.function)) violation("pthread_create: %p is no code of the program", start.function);
  pthread_t thread;
  int error = start_thread(&thread, attributes, &start);
  if (error == 0) *(pthread_t *)call->arguments[0] = thread;
  call->result = (uint64_t)(error ? to_mac_error(error) : 0);
}

static void mac_pthread_join(struct call *call) {
  int error = pthread_join((pthread_t)call->arguments[0], (void **)call->arguments[1]);
  call->result = (uint64_t)(error ? to_mac_error(error) : 0);
}

static void mac_pthread_detach(struct call *call) {
  int error = pthread_detach((pthread_t)call->arguments[0]);
  call->result = (uint64_t)(error ? to_mac_error(error) : 0);
}

static void mac_pthread_self(struct call *call) { call->result = (uint64_t)pthread_self(); }

static void mac_pthread_equal(struct call *call) { call->result = call->arguments[0] == call->arguments[1]; }

static void check_self(const struct call *call, const char *function) {
  if (call->arguments[0] != (uint64_t)pthread_self()) violation("%s of another thread is not modelled", function);
}

static void mac_stack_address(struct call *call) {
  check_self(call, "pthread_get_stackaddr_np");
  call->result = stack_top ? stack_top : main_stack_top;
}

static void mac_stack_size(struct call *call) {
  check_self(call, "pthread_get_stacksize_np");
  call->result = stack_top ? stack_size : main_stack_top - main_stack_low;
}

static void mac_sched_yield(struct call *call) { call->result = (uint64_t)sched_yield(); }

/* ---- Sleeping on a word ---- */

/* Each time in so many a wait ends for no reason, as it may. */
#define SPURIOUS 7

static bool ends_for_no_reason(void) {
  static uint32_t waits;
  return __atomic_add_fetch(&waits, 1, __ATOMIC_RELAXED) % SPURIOUS == 0;
}

static long wait_on(const uint32_t *word, uint32_t value, const struct timespec *longest) {
  return syscall(SYS_futex, word, FUTEX_WAIT_PRIVATE, value, longest, NULL, 0);
}

static long wake(const uint32_t *word, int count) {
  return syscall(SYS_futex, word, FUTEX_WAKE_PRIVATE, count, NULL, NULL, 0);
}

enum { ULOCK_COMPARE_AND_WAIT = 1, ULOCK_WAKE_ALL = 0x100 };

/* 0 microseconds: for ever. The result is how many others wait, which is not known here: nobody may rely on 0. */
static void mac_ulock_wait(struct call *call) {
  uint32_t operation = (uint32_t)call->arguments[0], us = (uint32_t)call->arguments[3];
  if (operation != ULOCK_COMPARE_AND_WAIT) violation("__ulock_wait: the operation %#x is not modelled", operation);
  const struct timespec longest = {us / 1000000, us % 1000000 * 1000};
  errno = EINTR;
  call->result = checked(-1);
  if (ends_for_no_reason()) return;
  long result = wait_on((uint32_t *)call->arguments[1], (uint32_t)call->arguments[2], us ? &longest : NULL);
  bool changed = result != 0 && errno == EAGAIN; /* another value: it returns at once */
  call->result = checked(result == 0 || changed ? 1 : -1);
}

static void mac_ulock_wake(struct call *call) {
  uint32_t operation = (uint32_t)call->arguments[0];
  if ((operation & ~(uint32_t)ULOCK_WAKE_ALL) != ULOCK_COMPARE_AND_WAIT)
    violation("__ulock_wake: the operation %#x is not modelled", operation);
  long woken = wake((uint32_t *)call->arguments[1], operation & ULOCK_WAKE_ALL ? INT32_MAX : 1);
  errno = ENOENT;
  call->result = checked(woken > 0 ? 0 : -1);
}

/* ---- Mutexes ---- */

struct mutex {
  uint64_t signature;
  uint32_t word; /* 0 free, 1 held, 2 held and somebody may sleep on it */
  int32_t owner;
};
_Static_assert(sizeof(struct mutex) <= 64, "pthread_mutex_t of macOS");

static struct mutex *mutex_at(uint64_t address, const char *function) {
  struct mutex *mutex = (struct mutex *)address;
  if (mutex->signature != MAC_MUTEX_STATIC && mutex->signature != MAC_MUTEX_INITIALIZED)
    violation("%s: what is at %p is no mutex", function, (void *)mutex);
  return mutex;
}

static int own_number(void) {
  static __thread int number;
  if (number == 0) number = gettid();
  return number;
}

static bool try_lock(struct mutex *mutex) {
  uint32_t expected = 0;
  if (!__atomic_compare_exchange_n(&mutex->word, &expected, 1, false, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED)) return false;
  mutex->owner = own_number();
  return true;
}

static void lock(struct mutex *mutex) {
  if (try_lock(mutex)) return;
  if (__atomic_load_n(&mutex->owner, __ATOMIC_RELAXED) == own_number()) violation("pthread_mutex_lock: this thread holds it");
  while (__atomic_exchange_n(&mutex->word, 2, __ATOMIC_ACQUIRE) != 0) wait_on(&mutex->word, 2, NULL);
  mutex->owner = own_number();
}

static void unlock(struct mutex *mutex, const char *function) {
  if (mutex->word == 0 || mutex->owner != own_number()) violation("%s: this thread does not hold the mutex", function);
  mutex->owner = 0;
  if (__atomic_exchange_n(&mutex->word, 0, __ATOMIC_RELEASE) == 2) wake(&mutex->word, 1);
}

static void mac_mutex_init(struct call *call) {
  if (call->arguments[1] != 0) violation("pthread_mutex_init: attributes are not modelled");
  struct mutex *mutex = (struct mutex *)call->arguments[0];
  memset(mutex, 0x5e, 64);
  *mutex = (struct mutex){MAC_MUTEX_INITIALIZED, 0, 0};
  call->result = 0;
}

static void mac_mutex_destroy(struct call *call) {
  struct mutex *mutex = mutex_at(call->arguments[0], "pthread_mutex_destroy");
  if (mutex->word != 0) violation("pthread_mutex_destroy: the mutex is held");
  mutex->signature = MAC_DESTROYED;
  call->result = 0;
}

static void mac_mutex_lock(struct call *call) {
  lock(mutex_at(call->arguments[0], "pthread_mutex_lock"));
  call->result = 0;
}

static void mac_mutex_trylock(struct call *call) {
  call->result = try_lock(mutex_at(call->arguments[0], "pthread_mutex_trylock")) ? 0 : EBUSY; /* the same number on both */
}

static void mac_mutex_unlock(struct call *call) {
  unlock(mutex_at(call->arguments[0], "pthread_mutex_unlock"), "pthread_mutex_unlock");
  call->result = 0;
}

/* ---- Conditions: a number that each signal changes ---- */

struct condition {
  uint64_t signature;
  uint32_t number, waiters;
  struct mutex *mutex; /* of those who wait */
};
_Static_assert(sizeof(struct condition) <= 48, "pthread_cond_t of macOS");

static struct condition *condition_at(uint64_t address, const char *function) {
  struct condition *condition = (struct condition *)address;
  if (condition->signature != MAC_COND_STATIC && condition->signature != MAC_COND_INITIALIZED)
    violation("%s: what is at %p is no condition", function, (void *)condition);
  return condition;
}

static void mac_cond_init(struct call *call) {
  if (call->arguments[1] != 0) violation("pthread_cond_init: attributes are not modelled");
  struct condition *condition = (struct condition *)call->arguments[0];
  memset(condition, 0x5e, 48);
  *condition = (struct condition){MAC_COND_INITIALIZED, 0, 0, NULL};
  call->result = 0;
}

static void mac_cond_destroy(struct call *call) {
  struct condition *condition = condition_at(call->arguments[0], "pthread_cond_destroy");
  if (condition->waiters != 0) violation("pthread_cond_destroy: somebody waits for it");
  condition->signature = MAC_DESTROYED;
  call->result = 0;
}

static uint64_t wait_for(struct condition *condition, struct mutex *mutex, const struct timespec *longest, const char *function) {
  if (mutex->word == 0 || mutex->owner != own_number()) violation("%s: this thread does not hold the mutex", function);
  if (condition->waiters > 0 && condition->mutex != mutex) violation("%s: others wait with another mutex", function);
  condition->mutex = mutex;
  condition->waiters++;
  uint32_t number = __atomic_load_n(&condition->number, __ATOMIC_RELAXED);
  unlock(mutex, function);
  long result = 0;
  if (!ends_for_no_reason()) result = wait_on(&condition->number, number, longest);
  bool timed_out = result != 0 && errno == ETIMEDOUT;
  lock(mutex);
  condition->waiters--;
  return (uint64_t)(timed_out ? to_mac_error(ETIMEDOUT) : 0);
}

static void mac_cond_wait(struct call *call) {
  struct condition *condition = condition_at(call->arguments[0], "pthread_cond_wait");
  call->result = wait_for(condition, mutex_at(call->arguments[1], "pthread_cond_wait"), NULL, "pthread_cond_wait");
}

static void timed_wait(struct call *call, struct timespec longest, const char *function) {
  struct condition *condition = condition_at(call->arguments[0], function);
  struct mutex *mutex = mutex_at(call->arguments[1], function);
  if (longest.tv_nsec < 0 || longest.tv_nsec >= 1000000000) violation("%s: %ld nanoseconds", function, longest.tv_nsec);
  if (longest.tv_sec < 0) longest = (struct timespec){0, 0};
  call->result = wait_for(condition, mutex, &longest, function);
}

static void mac_cond_timedwait_relative(struct call *call) {
  timed_wait(call, *(struct timespec *)call->arguments[2], "pthread_cond_timedwait_relative_np");
}

static void mac_cond_timedwait(struct call *call) {
  struct timespec until = *(struct timespec *)call->arguments[2], now;
  clock_gettime(CLOCK_REALTIME, &now);
  struct timespec left = {until.tv_sec - now.tv_sec, until.tv_nsec - now.tv_nsec};
  if (left.tv_nsec < 0) left = (struct timespec){left.tv_sec - 1, left.tv_nsec + 1000000000};
  timed_wait(call, left, "pthread_cond_timedwait");
}

static void notify(struct call *call, int count, const char *function) {
  struct condition *condition = condition_at(call->arguments[0], function);
  __atomic_add_fetch(&condition->number, 1, __ATOMIC_RELAXED);
  wake(&condition->number, count);
  call->result = 0;
}

static void mac_cond_signal(struct call *call) { notify(call, 1, "pthread_cond_signal"); }
static void mac_cond_broadcast(struct call *call) { notify(call, INT32_MAX, "pthread_cond_broadcast"); }

const struct import thread_imports[] = {
    ROW_INT("pthread_attr_init", mac_attr_init),
    ROW_INT("pthread_attr_destroy", mac_attr_destroy),
    ROW_INT("pthread_attr_setstacksize", mac_attr_setstacksize),
    ROW_INT("pthread_attr_setguardsize", mac_attr_setguardsize),
    ROW_INT("pthread_attr_setdetachstate", mac_attr_setdetachstate),
    ROW_INT("pthread_create", mac_pthread_create),
    ROW_INT("pthread_join", mac_pthread_join),
    ROW_INT("pthread_detach", mac_pthread_detach),
    SAFE_WORD("pthread_self", mac_pthread_self),
    ROW_INT("pthread_equal", mac_pthread_equal),
    ROW_WORD("pthread_get_stackaddr_np", mac_stack_address),
    ROW_WORD("pthread_get_stacksize_np", mac_stack_size),
    ROW_INT("sched_yield", mac_sched_yield),
    SAFE_INT("__ulock_wait", mac_ulock_wait),
    SAFE_INT("__ulock_wake", mac_ulock_wake),
    ROW_INT("pthread_mutex_init", mac_mutex_init),
    ROW_INT("pthread_mutex_destroy", mac_mutex_destroy),
    ROW_INT("pthread_mutex_lock", mac_mutex_lock),
    ROW_INT("pthread_mutex_trylock", mac_mutex_trylock),
    ROW_INT("pthread_mutex_unlock", mac_mutex_unlock),
    ROW_INT("pthread_cond_init", mac_cond_init),
    ROW_INT("pthread_cond_destroy", mac_cond_destroy),
    ROW_INT("pthread_cond_wait", mac_cond_wait),
    ROW_INT("pthread_cond_timedwait", mac_cond_timedwait),
    ROW_INT("pthread_cond_timedwait_relative_np", mac_cond_timedwait_relative),
    ROW_INT("pthread_cond_signal", mac_cond_signal),
    ROW_INT("pthread_cond_broadcast", mac_cond_broadcast),
    {0},
};

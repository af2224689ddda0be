/* Time, and what a process has used of it. */
#define _GNU_SOURCE
#include <errno.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "loader.h"
#include "macos.h"

static const struct {
  int mac, linux_clock;
} clocks[] = {
    {MAC_CLOCK_REALTIME, CLOCK_REALTIME},
    {MAC_CLOCK_MONOTONIC, CLOCK_MONOTONIC},
    {MAC_CLOCK_MONOTONIC_RAW, CLOCK_MONOTONIC_RAW},
    {MAC_CLOCK_UPTIME_RAW, CLOCK_MONOTONIC_RAW},
    {MAC_CLOCK_PROCESS_CPUTIME, CLOCK_PROCESS_CPUTIME_ID},
    {MAC_CLOCK_THREAD_CPUTIME, CLOCK_THREAD_CPUTIME_ID},
};

static int read_clock(int mac_clock, struct timespec *time) {
  for (unsigned i = 0; i < sizeof clocks / sizeof *clocks; i++)
    if (clocks[i].mac == mac_clock) return clock_gettime(clocks[i].linux_clock, time);
  errno = EINVAL;
  return -1;
}

/* struct timespec is the same on both. */
static void mac_clock_gettime(struct call *call) {
  call->result = checked(read_clock((int)call->arguments[0], (struct timespec *)call->arguments[1]));
}

static uint64_t nanoseconds(const struct timespec *time) {
  return (uint64_t)time->tv_sec * 1000000000 + (uint64_t)time->tv_nsec;
}

static void mac_clock_gettime_nsec(struct call *call) {
  struct timespec time;
  call->result = read_clock((int)call->arguments[0], &time) == 0 ? nanoseconds(&time) : (set_error(errno), 0);
}

static void mac_gettimeofday(struct call *call) {
  struct timespec time;
  clock_gettime(CLOCK_REALTIME, &time);
  struct mac_timeval *to = (struct mac_timeval *)call->arguments[0];
  if (call->arguments[1] != 0) violation("gettimeofday: a time zone is asked for");
  to->seconds = time.tv_sec;
  to->microseconds = (int32_t)(time.tv_nsec / 1000);
  call->result = 0;
}

static void mac_time(struct call *call) {
  int64_t *to = (int64_t *)call->arguments[0];
  call->result = (uint64_t)time(NULL);
  if (to) *to = (int64_t)call->result;
}

/* A tick is a nanosecond on Intel's processors, and 125/3 of them on Apple's. */
#if defined(__x86_64__)
enum { TICK_NUMERATOR = 1, TICK_DENOMINATOR = 1 };
#else
enum { TICK_NUMERATOR = 125, TICK_DENOMINATOR = 3 };
#endif

static void mac_absolute_time(struct call *call) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC_RAW, &time);
  call->result = nanoseconds(&time) / TICK_NUMERATOR * TICK_DENOMINATOR;
}

static void mac_timebase_info(struct call *call) {
  uint32_t *info = (uint32_t *)call->arguments[0];
  info[0] = TICK_NUMERATOR;
  info[1] = TICK_DENOMINATOR;
  call->result = 0;
}

static void mac_nanosleep(struct call *call) {
  call->result = checked(nanosleep((struct timespec *)call->arguments[0], (struct timespec *)call->arguments[1]));
}

static void mac_usleep(struct call *call) { call->result = checked(usleep((useconds_t)call->arguments[0])); }

static void mac_getrusage(struct call *call) {
  struct rusage usage;
  int who = (int)call->arguments[0], result = -1;
  errno = EINVAL;
  if (who == RUSAGE_SELF || who == RUSAGE_CHILDREN) result = getrusage(who, &usage);
  if (result == 0) {
    struct mac_rusage *to = (struct mac_rusage *)call->arguments[1];
    *to = (struct mac_rusage){{usage.ru_utime.tv_sec, (int32_t)usage.ru_utime.tv_usec},
                              {usage.ru_stime.tv_sec, (int32_t)usage.ru_stime.tv_usec},
                              {usage.ru_maxrss * 1024}};
  }
  call->result = checked(result);
}

const struct import time_imports[] = {
    SAFE_INT("clock_gettime", mac_clock_gettime),
    SAFE_WORD("clock_gettime_nsec_np", mac_clock_gettime_nsec),
    SAFE_INT("gettimeofday", mac_gettimeofday),
    SAFE_WORD("time", mac_time),
    SAFE_WORD("mach_absolute_time", mac_absolute_time),
    SAFE_INT("mach_timebase_info", mac_timebase_info),
    SAFE_INT("nanosleep", mac_nanosleep),
    SAFE_INT("usleep", mac_usleep),
    SAFE_INT("getrusage", mac_getrusage),
    {0},
};

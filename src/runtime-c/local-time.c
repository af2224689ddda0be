/*
 * Local time: by how much it differs from UTC at some moment. As everywhere else the zone is what the variable TZ
 * says, the name of a file of /usr/share/zoneinfo or a rule (`CET-1CEST,M3.5.0,M10.5.0/3`), and without it the
 * file /etc/localtime. The format of the files is RFC 8536. What cannot be understood is UTC.
 */
#include "files.h"

#define DAY INT64_C(86400)

/* ---- Rules ---- */

/* `at` runs through a text that ends with 0 or a line's end. */
static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static int64_t digits(const char **at) {
  int64_t n = 0;
  for (int i = 0; is_digit(**at) && i < 6; i++) n = n * 10 + *(*at)++ - '0';
  return n;
}

/* Letters, or anything in <>. */
static bool skip_name(const char **at) {
  const char *start = *at;
  if (**at == '<') {
    while (**at && **at != '>') ++*at;
    if (**at) ++*at;
  } else {
    while (((**at | 32) >= 'a' && (**at | 32) <= 'z')) ++*at;
  }
  return *at != start;
}

/* [+-]hh[:mm[:ss]] in seconds. */
static int64_t clock_time(const char **at) {
  int64_t sign = **at == '-' ? -1 : 1, unit = 3600, n;
  if (**at == '-' || **at == '+') ++*at;
  n = digits(at) * unit;
  while (**at == ':' && unit > 1) {
    ++*at;
    unit /= 60;
    n += digits(at) * unit;
  }
  return sign * n;
}

static bool is_leap(int64_t year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

/* Days from 1970 to the first of January. */
static int64_t year_start(int64_t year) {
  int64_t y = year - 1;
  return y * 365 + y / 4 - y / 100 + y / 400 - 719162;
}

/* ,Mm.w.d[/time] or ,Jn or ,n: seconds since the beginning of the year, in local time. */
static int64_t rule_time(const char **at, int64_t year) {
  static const uint16_t before[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365};
  int64_t day, time = 7200;
  if (**at == ',') ++*at;
  if (**at == 'M') {
    ++*at;
    int64_t month = digits(at);
    if (**at == '.') ++*at;
    int64_t week = digits(at);
    if (**at == '.') ++*at;
    int64_t weekday = digits(at);
    if (month < 1 || month > 12) month = 1;
    int64_t first = before[month - 1] + (month > 2 && is_leap(year));
    int64_t length = before[month] - before[month - 1] + (month == 2 && is_leap(year));
    int64_t weekday_of_first = ((year_start(year) + first + 4) % 7 + 7) % 7; /* 1970 began on a Thursday */
    day = (weekday - weekday_of_first + 7) % 7 + (week - 1) * 7;
    if (day >= length) day -= 7;
    day += first;
  } else if (**at == 'J') { /* the 29th of February is never counted */
    ++*at;
    day = digits(at) - 1;
    if (is_leap(year) && day >= 59) day++;
  } else {
    day = digits(at);
  }
  if (**at == '/') {
    ++*at;
    time = clock_time(at);
  }
  return day * DAY + time;
}

static int64_t by_rule(const char *at, int64_t seconds) {
  if (!skip_name(&at)) return 0;
  int64_t standard = -clock_time(&at), summer = standard + 3600;
  if (!skip_name(&at)) return standard;
  if (*at != ',' && *at != 0 && *at != '\n') summer = -clock_time(&at);
  const char *rules = *at == ',' ? at : ",M3.2.0,M11.1.0";

  int64_t days = (seconds + standard) / DAY - ((seconds + standard) % DAY < 0), year = 1970 + days / 366;
  while (year_start(year + 1) <= days) year++;
  while (year_start(year) > days) year--;
  int64_t start = year_start(year) * DAY;
  int64_t begin = start + rule_time(&rules, year) - standard, end = start + rule_time(&rules, year) - summer;
  bool inside = begin < end ? seconds >= begin && seconds < end : seconds >= begin || seconds < end;
  return inside ? summer : standard;
}

/* ---- Files ---- */

static int64_t big_endian(const uint8_t *p, int bytes) {
  uint64_t n = p[0] & 0x80 ? ~UINT64_C(0) : 0;
  while (bytes-- > 0) n = n << 8 | *p++;
  return (int64_t)n;
}

#define HEADER 44

/* Counts in a header: 0 UTC marks, 1 standard marks, 2 leap seconds, 3 transitions, 4 types, 5 letters. */
static size_t count(const uint8_t *header, int which) { return (size_t)big_endian(header + 20 + 4 * which, 4); }

static size_t block_size(const uint8_t *header, size_t time) {
  return count(header, 3) * (time + 1) + count(header, 4) * 6 + count(header, 5) + count(header, 2) * (time + 4) +
         count(header, 1) + count(header, 0);
}

static bool is_header(const uint8_t *p, size_t size) {
  if (size < HEADER || p[0] != 'T' || p[1] != 'Z' || p[2] != 'i' || p[3] != 'f') return false;
  for (int i = 0; i < 6; i++)
    if (count(p, i) > 0x10000) return false;
  return true;
}

/* `size` bytes and a 0 behind them. */
static int64_t by_file(const uint8_t *p, size_t size, int64_t seconds) {
  size_t time = 4;
  if (!is_header(p, size)) return 0;
  if (p[4] >= '2') { /* the same again, with times of 8 bytes, follows */
    size_t skip = HEADER + block_size(p, time);
    if (skip > size || !is_header(p + skip, size - skip)) return 0;
    p += skip;
    size -= skip;
    time = 8;
  }
  size_t all = HEADER + block_size(p, time), transitions = count(p, 3), latest = transitions;
  if (all > size || count(p, 4) == 0) return 0;
  const uint8_t *times = p + HEADER, *kinds = times + transitions * time, *types = kinds + transitions;
  while (latest > 0 && big_endian(times + (latest - 1) * time, (int)time) > seconds) latest--;
  if (latest == transitions && time == 8 && size > all + 2 && p[all] == '\n' && p[all + 1] != '\n')
    return by_rule((const char *)p + all + 1, seconds);
  unsigned kind = latest > 0 ? kinds[latest - 1] : 0;
  return kind < count(p, 4) ? big_endian(types + 6 * kind, 4) : 0;
}

#define FILE_LIMIT 0x10000
#define ZONES "/usr/share/zoneinfo/"

static cell offset_in(struct ffc_context *ctx, const char *path, int64_t seconds) {
  long fd = ffc_open(path, O_RDONLY | O_CLOEXEC, 0), n = -1;
  if (fd < 0) return 0;
  char *data = ffc_heap_get(ctx, FILE_LIMIT);
  if (data) n = ffc_read((int)fd, data, FILE_LIMIT - 1);
  ffc_close((int)fd);
  cell result = 0;
  if (n > 0) {
    data[n] = 0;
    result = by_file((const uint8_t *)data, (size_t)n, seconds);
  }
  if (data) ffc_heap_put(ctx, data);
  return result;
}

cell ffc_local_offset(struct ffc_context *ctx, cell seconds) {
  FFC_ENTER(ctx);
  const char *zone = ffc_environment("TZ", 2);
  if (!zone) return offset_in(ctx, "/etc/localtime", seconds);
  if (*zone == ':') zone++;
  if (*zone == '/') return offset_in(ctx, zone, seconds);

  char path[256] = ZONES;
  size_t length = sizeof ZONES - 1;
  bool is_rule = false;
  for (const char *p = zone; *p && length < sizeof path - 1; p++) {
    is_rule |= is_digit(*p) && p > zone;
    path[length++] = *p;
  }
  path[length] = 0;
  if (length == sizeof ZONES - 1) return 0;
  /* Names of files have digits, too (Etc/GMT+5): they are tried first. */
  if (ffc_access(path, R_OK) == 0) return offset_in(ctx, path, seconds);
  return is_rule ? by_rule(zone, seconds) : 0;
}

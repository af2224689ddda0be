/* LOG-INFO and the like: a line on standard error with time, level and thread, written in one piece. */
#include "ffc.h"

static void add_number(struct ffc_text *text, int64_t n, unsigned digits, char end) {
  char buffer[9];
  buffer[digits] = end;
  for (unsigned i = digits; i-- > 0; n /= 10) buffer[i] = (char)('0' + n % 10);
  ffc_text_add(text, buffer, digits + 1);
}

/* Days since 1970. Years begin in March here, so that leap days come last. */
static void add_date(struct ffc_text *text, int64_t days) {
  days += 719468;
  int64_t era = days / 146097, day = days % 146097; /* of 400 years */
  int64_t year = (day - day / 1460 + day / 36524 - day / 146096) / 365;
  day -= year * 365 + year / 4 - year / 100;
  int64_t month = (5 * day + 2) / 153;
  day -= (153 * month + 2) / 5;
  month += month < 10 ? 3 : -9;
  add_number(text, era * 400 + year + (month < 3), 4, '-');
  add_number(text, month, 2, '-');
  add_number(text, day + 1, 2, 'T');
}

/* Of the world, whatever the place: so lines of several machines can be put in order. */
static void add_time(struct ffc_text *text, int64_t us) {
  int64_t seconds = us / 1000000;
  add_date(text, seconds / 86400);
  add_number(text, seconds / 3600 % 24, 2, ':');
  add_number(text, seconds / 60 % 60, 2, ':');
  add_number(text, seconds % 60, 2, '.');
  add_number(text, us / 1000 % 1000, 3, 'Z');
}

static void add_thread(struct ffc_text *text, const struct ffc_context *ctx) {
  if (ctx->name_length) {
    ffc_text_add(text, ctx->name, ctx->name_length);
  } else if (ctx->id == 0) {
    ffc_text_string(text, "main");
  } else {
    ffc_text_string(text, "thread ");
    ffc_text_number(text, (cell)ctx->id);
  }
}

void ffc_log(struct ffc_context *ctx, const char *message, ucell length, cell level) {
  static const char levels[][8] = {" DEBUG ", " INFO ", " WARN ", " ERROR "};
  FFC_ENTER(ctx);
  struct ffc_text text;
  text.used = 0;
  add_time(&text, ffc_clock_us(false));
  ffc_text_string(&text, levels[level & 3]);
  add_thread(&text, ctx);
  ffc_text_string(&text, ": ");
  ucell start = text.used;
  char *line = length < UINT64_C(1) << 40 ? ffc_heap_get(ctx, start + length + 1) : NULL;
  if (!line) ffc_raise(ctx, FFC_ALLOCATE);
  ffc_copy(line, text.data, start);
  ffc_move(ctx, message, line + start, length);
  line[start + length] = '\n';
  ffc_write_all(2, line, start + length + 1);
  ffc_heap_put(ctx, line);
}

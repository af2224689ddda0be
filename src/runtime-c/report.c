/*
 * Texts for standard error: one line at a time, built in a buffer so that lines of threads do not mix,
 * and what becomes of a throw that nobody caught.
 */
#include "ffc.h"

/* Texts for what the runtime and compiled code throw; other codes are reported by number. */
FFC_TABLE static const char messages[] =
    FFC_MESSAGE("\x02", "aborted")
    FFC_MESSAGE("\x03", "stack overflow")
    FFC_MESSAGE("\x04", "stack underflow")
    FFC_MESSAGE("\x05", "return stack overflow")
    FFC_MESSAGE("\x08", "dictionary overflow")
    FFC_MESSAGE("\x09", "invalid memory address")
    FFC_MESSAGE("\x0a", "division by zero")
    FFC_MESSAGE("\x0b", "result out of range")
    FFC_MESSAGE("\x0d", "undefined word")
    FFC_MESSAGE("\x11", "pictured numeric output string overflow")
    FFC_MESSAGE("\x18", "invalid numeric argument")
    FFC_MESSAGE("\x2c", "floating-point stack overflow")
    FFC_MESSAGE("\x2d", "floating-point stack underflow")
    FFC_MESSAGE("\x38", "quit")
    FFC_MESSAGE("\x3b", "cannot allocate memory")
    FFC_MESSAGE("\x3c", "cannot free memory")
    FFC_MESSAGE("\x3d", "cannot resize memory");

static const char *message_for(cell code) {
  const char *p = messages;
  ucell key = -(ucell)code;
  if (key >= -FFC_FIRST_OWN) {
    p = ffc_own_messages;
    key += FFC_FIRST_OWN + 1;
    if (key >= 128) key = key > FFC_FIRST_OWN - FFC_FIRST_IOR ? key - (FFC_FIRST_OWN - FFC_FIRST_IOR) + 127 : 0;
    if (!p) return NULL;
  }
  for (; *p; p++) {
    if (*(const uint8_t *)p == key) return p + 1;
    while (*p) p++;
  }
  return NULL;
}

void ffc_text_write(struct ffc_text *text) {
  ffc_write_all(2, text->data, text->used);
  text->used = 0;
}

void ffc_text_add(struct ffc_text *text, const char *from, ucell length) {
  while (length--) {
    if (text->used == sizeof text->data) ffc_text_write(text);
    text->data[text->used++] = *from++;
  }
}

void ffc_text_string(struct ffc_text *text, const char *from) {
  const char *end = from;
  while (*end) end++;
  ffc_text_add(text, from, (ucell)(end - from));
}

static void add_digits(struct ffc_text *text, ucell n, unsigned base) {
  char digits[20];
  unsigned i = sizeof digits;
  do digits[--i] = "0123456789abcdef"[n % base];
  while (n /= base);
  ffc_text_add(text, digits + i, sizeof digits - i);
}

void ffc_text_number(struct ffc_text *text, cell n) {
  if (n < 0) ffc_text_add(text, "-", 1);
  add_digits(text, n < 0 ? -(ucell)n : (ucell)n, 10);
}

void ffc_text_hex(struct ffc_text *text, ucell n) {
  ffc_text_string(text, "0x");
  add_digits(text, n, 16);
}

void ffc_text_put(struct ffc_text *text, const char *format, ucell a, ucell b) {
  for (; *format; format++) {
    if (*format > *FFC_S) {
      ffc_text_add(text, format, 1);
      continue;
    }
    if (*format == *FFC_N)
      ffc_text_number(text, (cell)a);
    else if (*format == *FFC_X)
      ffc_text_hex(text, a);
    else
      ffc_text_string(text, (const char *)a);
    a = b;
  }
}

/* `file:line: word: `, without the word at the top level. */
void ffc_text_position(struct ffc_text *text, uintptr_t return_address) {
  struct ffc_position position;
  if (!ffc_find_position(return_address, &position)) return;
  ffc_text_put(text, FFC_S ":" FFC_N ": ", (ucell)position.file, (ucell)position.line);
  if (*position.word) ffc_text_put(text, FFC_S ": ", (ucell)position.word, 0);
}

void ffc_text_thread_plain(struct ffc_text *text, const struct ffc_context *ctx) {
  ffc_text_put(text, "thread " FFC_N ": ", ctx->id, 0);
}
FFC_WEAK_ALIAS(ffc_text_thread, ffc_text_thread_plain, (struct ffc_text *text, const struct ffc_context *ctx), (text, ctx))

/* -1 says nothing; -2 says what its abort" said, if there was one. */
void ffc_report(const struct ffc_context *ctx, cell code) {
  struct ffc_text text;
  text.used = 0;
  if (code == -1) return;
  if (ctx->id != 0) ffc_text_thread(&text, ctx);
  if (code == -2 && ctx->abort_text) {
    ffc_text_add(&text, ctx->abort_text, ctx->abort_length);
  } else {
    const char *message = message_for(code);
    ffc_text_position(&text, ctx->where);
    if (message)
      ffc_text_string(&text, message);
    else
      ffc_text_put(&text, "throw " FFC_N, (ucell)code, 0);
  }
  ffc_text_string(&text, "\n");
  ffc_text_write(&text);
}

void ffc_uncaught(struct ffc_context *ctx, cell code) {
  ffc_flush_output(ctx);
  ffc_report(ctx, code);
  if (ctx->id != 0) ffc_thread_uncaught(ctx, code);
  ffc_exit(ctx, 1);
}

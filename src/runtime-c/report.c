/*
 * Texts for standard error: one line at a time, built in a buffer so that lines of threads do not mix,
 * and what becomes of a throw that nobody caught.
 */
#include "ffc.h"

/* Each entry: the code as one byte, the text, 0. The byte is -code for the standard's codes, and
   FIRST_OF_OURS plus the distance from -300 for ours. Others are reported by number. */
#define FIRST_OF_OURS 200
static const char messages[] =
    "\x02" "aborted\0"
    "\x03" "stack overflow\0"
    "\x04" "stack underflow\0"
    "\x05" "return stack overflow\0"
    "\x06" "return stack underflow\0"
    "\x08" "dictionary overflow\0"
    "\x09" "invalid memory address\0"
    "\x0a" "division by zero\0"
    "\x0b" "result out of range\0"
    "\x0d" "undefined word\0"
    "\x11" "pictured numeric output string overflow\0"
    "\x15" "unsupported operation\0"
    "\x18" "invalid numeric argument\0"
    "\x1c" "user interrupt\0"
    "\x25" "file I/O exception\0"
    "\x26" "non-existent file\0"
    "\x27" "unexpected end of file\0"
    "\x2a" "floating-point divide by zero\0"
    "\x2b" "floating-point result out of range\0"
    "\x2c" "floating-point stack overflow\0"
    "\x2d" "floating-point stack underflow\0"
    "\x2e" "floating-point invalid argument\0"
    "\x38" "quit\0"
    "\x3b" "cannot allocate memory\0"
    "\x3c" "cannot free memory\0"
    "\x3d" "cannot resize memory\0"
    "\xc8" "cannot start a thread\0"
    "\xc9" "no such thread to join\0"
    "\xca" "send on a closed channel\0"
    "\xcb" "receive on a closed channel\0"
    "\xcc" "channel closed twice\0"
    "\xcd" "number of inputs not known, use spawn-n\0";

static const char *message_for(cell code) {
  if (code <= FFC_NO_THREAD)
    code = FFC_NO_THREAD - code + FIRST_OF_OURS;
  else if ((code = -code) >= FIRST_OF_OURS)
    return NULL;
  for (const char *p = messages; *p; p++) {
    if (*(const uint8_t *)p == code) return p + 1;
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

/* `file:line: word: `, without the word at the top level. */
void ffc_text_position(struct ffc_text *text, uintptr_t return_address) {
  struct ffc_position position;
  if (!ffc_find_position(return_address, &position)) return;
  ffc_text_string(text, position.file);
  ffc_text_add(text, ":", 1);
  ffc_text_number(text, position.line);
  ffc_text_add(text, ": ", 2);
  if (!*position.word) return;
  ffc_text_string(text, position.word);
  ffc_text_add(text, ": ", 2);
}

/* -1 says nothing; -2 says what its abort" said, if there was one. */
void ffc_report(const struct ffc_context *ctx, cell code) {
  struct ffc_text text = {0};
  if (code == -1) return;
  if (ctx->id != 0) {
    ffc_text_string(&text, "thread ");
    ffc_text_number(&text, (cell)ctx->id);
    ffc_text_add(&text, ": ", 2);
  }
  if (code == -2 && ctx->abort_text) {
    ffc_text_add(&text, ctx->abort_text, ctx->abort_length);
  } else {
    const char *message = message_for(code);
    ffc_text_position(&text, ctx->where);
    if (message) {
      ffc_text_string(&text, message);
    } else {
      ffc_text_string(&text, "throw ");
      ffc_text_number(&text, code);
    }
  }
  ffc_text_add(&text, "\n", 1);
  ffc_text_write(&text);
}

void ffc_uncaught(struct ffc_context *ctx, cell code) {
  if (ffc_flush_output) ffc_flush_output(ctx);
  ffc_report(ctx, code);
  if (ctx->id != 0 && ffc_thread_uncaught) ffc_thread_uncaught(ctx, code);
  ffc_exit(ctx, 1);
}

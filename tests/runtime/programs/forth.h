/*
 * Lets a C file play the part of compiled Forth code: its functions lie between ffc_text_start and
 * ffc_text_end, have the data-stack pointer and the context in their registers, and are in the line table,
 * one position to a word. A file looks like this:
 *
 *   #include "forth.h"
 *   FORTH_BEGIN("hello.fs")
 *   WORD(greet, "greet", 3, 0) { say("hi\n"); }     // C name, Forth name, line, inputs
 *   PROGRAM { greet(); }
 *   FORTH_END
 *
 * Compile with -O1 -fno-toplevel-reorder (harness.ts does): the bounds and the table rely on the order of things.
 */
#include "../../../src/runtime-c/ffc.h"

#if defined(__x86_64__)
register cell *sp __asm__("r12");
register struct ffc_context *ctx __asm__("r13");
#else
register cell *sp __asm__("x19");
register struct ffc_context *ctx __asm__("x20");
#endif

#define STRING_(x) #x
#define STRING(x) STRING_(x)

/* 77: where a word begins. last_line, last_word: the state of the reader of the line table. */
#define FORTH_BEGIN(file)                                                    \
  __asm__(".pushsection .text.forth,\"ax\",@progbits\n"                      \
          ".globl ffc_text_start\nffc_text_start:\n.popsection\n"            \
          ".pushsection .rodata.ffc_lines,\"a\",@progbits\n"                 \
          ".globl ffc_lines\nffc_lines:\n.popsection\n"                      \
          ".set last_line, 0\n.set last_word, 0\n"                           \
          ".pushsection .rodata.ffc_words,\"a\",@progbits\n"                 \
          ".globl ffc_words\nffc_words:\n.byte 1\n.asciz \"" file "\"\n.popsection\n");

#define POSITION(text, line, index)                                          \
  __asm__(".pushsection .text.forth\n77:\n.popsection\n"                     \
          ".pushsection .rodata.ffc_words\n.asciz \"" text "\"\n.popsection\n" \
          ".pushsection .rodata.ffc_lines\n.uleb128 (77f - 77b) * 4 + 3\n"   \
          ".sleb128 " STRING(line) " - last_line\n.set last_line, " STRING(line) "\n" \
          ".sleb128 " STRING(index) " - last_word\n.set last_word, " STRING(index) "\n" \
          ".popsection\n");

#define FORTH_END                                                            \
  __asm__(".pushsection .text.forth\n77:\n.globl ffc_text_end\nffc_text_end:\n.popsection\n" \
          ".pushsection .rodata.ffc_lines\n.byte 0\n.popsection\n"          \
          ".pushsection .rodata.ffc_words\n.byte 2, 0\n.popsection\n"      \
          ".pushsection .rodata.ffc_shared,\"a\",@progbits\n"                \
          ".globl ffc_shared\nffc_shared:\n.long 0\n.popsection\n");

#define FORTH __attribute__((used, noinline, noclone, section(".text.forth")))

/* A word in the stack convention, and its execution token, id_xt. */
#define WORD(id, text, line, n)                                              \
  POSITION(text, line, __COUNTER__)                                          \
  FORTH void id(void);                                                       \
  static const struct ffc_token id##_xt = {(const void *)id, 0, n, 0, {0}};  \
  FORTH void id(void)

#define PROGRAM                                                              \
  POSITION("", 99, __COUNTER__)                                              \
  FORTH void ffc_program(void)

static inline __attribute__((always_inline)) void push(cell x) { *--sp = x; }
static inline __attribute__((always_inline)) cell pop(void) { return *sp++; }

/* The assembly routine keeps to C's convention as well. */
cell call_catch(const struct ffc_token *) __asm__("ffc_catch");
#define catch(xt) call_catch(&(xt))
#define say(text) ffc_type(ctx, text, sizeof text - 1)
#define spawn(xt) ffc_spawn(ctx, sp, (xt).inputs, &(xt))

/* Digits and a space, as the word `.` prints them. */
static __attribute__((unused)) inline __attribute__((always_inline)) void dot(cell n) {
  char digits[24], *p = digits + sizeof digits;
  ucell u = n < 0 ? -(ucell)n : (ucell)n;
  *--p = ' ';
  do *--p = (char)('0' + u % 10);
  while (u /= 10);
  if (n < 0) *--p = '-';
  ffc_type(ctx, p, (ucell)(digits + sizeof digits - p));
}

/* Whether the program's argument n is this text. */
static __attribute__((unused)) inline __attribute__((always_inline)) bool argument_is(ucell n, const char *text) {
  struct two arg = ffc_arg(ctx, n);
  const char *p = (const char *)arg.a;
  for (; arg.b > 0 && *text == *p; text++, p++) arg.b--;
  return arg.b == 0 && *text == 0;
}

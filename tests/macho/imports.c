/*
 * Imported symbols: only those of the tables are there. What happens around each call is here and in entry-*.S: the rules
 * that the caller must follow are checked, and what a call may change is changed.
 */
#include <string.h>

#include "loader.h"

/* Lazy symbols are bound before the program runs. */
static void bind_lazily(struct call *call) {
  (void)call;
  violation("a lazy symbol was not bound");
}
static const struct import dyld_imports[] = {SAFE_VOID("dyld_stub_binder", bind_lazily), {0}};

static const struct import *const tables[] = {memory_imports, file_imports, process_imports, signal_imports,
                                              thread_imports, time_imports, text_imports};

/* Stub n calls the function of bound[n]. */
#define MAX_IMPORTS 256
#define STUB_SIZE 16
extern const char import_stubs[];
static const struct import *bound[MAX_IMPORTS];
static unsigned bound_count;

__thread unsigned handlers_running;

/* Not an address that a processor takes, nor a small number. */
#define POISON 0xdead4badc0de5eedu

static const struct import *find(const char *name) {
  for (unsigned i = 0; i < sizeof tables / sizeof *tables; i++)
    for (const struct import *row = tables[i]; row->name; row++)
      if (strcmp(row->name, name) == 0) return row;
  return NULL;
}

/* Names of C begin with an underscore there. */
void *import_address(const char *symbol) {
  const struct import *row = NULL;
  if (symbol[0] == '_')
    row = find(symbol + 1);
  else if (strcmp(symbol, dyld_imports[0].name) == 0)
    row = &dyld_imports[0];
  if (row == NULL) return NULL;
  if (row->data) return row->data;
  unsigned i = 0;
  while (i < bound_count && bound[i] != row) i++;
  if (i == MAX_IMPORTS) refuse("it imports more than %d functions", MAX_IMPORTS);
  if (i == bound_count) bound[bound_count++] = row;
  return (void *)(import_stubs + i * STUB_SIZE);
}

/* ---- Around a call ---- */

#if defined(__x86_64__)
/* Of what FXSAVE saves. */
enum { CONTROL_WORD = 0, TAGS = 4, VECTOR_CONTROL = 24, X87_REGISTERS = 32, SAVED_END = 416 };
#define DIRECTION_FLAG 0x400

static void check_call(const struct call *call, const char *name) {
  if ((uintptr_t)call->stack % 16 != 0) violation("%s is called with a misaligned stack (from %p)", name, (void *)call->from);
  if (call->flags & DIRECTION_FLAG) violation("%s is called with the direction flag set", name);
  if (call->floats[TAGS] != 0) violation("%s is called with numbers on the x87 stack", name);
  uint16_t control;
  memcpy(&control, call->floats + CONTROL_WORD, sizeof control);
  if (control != 0x37f) violation("%s is called with the x87 control word %#x", name, control);
  uint32_t vector_control;
  memcpy(&vector_control, call->floats + VECTOR_CONTROL, sizeof vector_control);
  if ((vector_control & ~0x3fu) != 0x1f80) violation("%s is called with MXCSR = %#x", name, vector_control);
}

static void poison_floats(struct call *call) {
  memset(call->floats + X87_REGISTERS, 0x5e, SAVED_END - X87_REGISTERS);
}

uint64_t variadic(const struct call *call, unsigned fixed, unsigned index) {
  return fixed + index < 6 ? call->arguments[fixed + index] : call->stack[fixed + index - 6];
}

#else

static void check_call(const struct call *call, const char *name) {
  if ((uintptr_t)call->stack % 16 != 0) violation("%s is called with a misaligned stack (from %p)", name, (void *)call->from);
  if (call->frame % 16 != 0) violation("%s is called with x29 = %#lx, which is no frame pointer", name, (long)call->frame);
}

static void poison_floats(struct call *call) { memset(call->floats, 0x5e, sizeof call->floats); }

uint64_t variadic(const struct call *call, unsigned fixed, unsigned index) {
  (void)fixed;
  return call->stack[index];
}

#endif

#if defined(__x86_64__)
#define KEPT 6
uint8_t has_avx;
__attribute__((constructor)) static void look_at_processor(void) { has_avx = __builtin_cpu_supports("avx") != 0; }
#else
#define KEPT 18
#endif

uint64_t call_function(const void *function, const uint64_t arguments[4], uintptr_t stack_top, uint64_t kept[]);

uint64_t call_program(const void *function, const uint64_t arguments[4], uintptr_t stack_top, const char *what) {
  if (!is_program_code(function)) violation("%s is at %p, which is no code of the program", what, function);
  uint64_t kept[KEPT + 1] = {0};
  uint64_t result = call_function(function, arguments, stack_top, kept);
  for (unsigned i = 0; i < KEPT; i++)
    if (kept[i] != POISON + 1 + i) violation("%s does not keep a register that it must keep: number %u of these", what, i);
  if (kept[KEPT] != 0) violation("%s does not keep the frame pointer", what);
  return result;
}

void call_import(unsigned index, struct call *call) {
  const struct import *row = bound[index];
  if (row == NULL) violation("a call of an import that is none");
  check_call(call, row->name);
  if (!is_program_code((const void *)call->from)) violation("%s is called from %p, which is no code", row->name, (void *)call->from);
  if (handlers_running > 0 && !row->signal_safe) violation("%s must not be called in a handler of a signal", row->name);
  row->function(call);
  if (row->type == RETURNS_NOTHING) call->result = POISON;
  if (row->type == RETURNS_INT) call->result = (POISON & 0xffffffff00000000) | (uint32_t)call->result;
  poison_floats(call);
}

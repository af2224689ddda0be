/*
 * Hardware faults become throws.
 *
 * A fault is the program's if the instruction lies in compiled code, in a function of the section
 * `ffc_probes`, or is the stack probe at the start of a runtime function, or if there is no instruction
 * because the program jumped to where none is. Nothing is locked or half done there, so the thread can
 * go on in ffc_raise. Anything else is an error of the runtime itself: it is reported, and the process
 * dies of the signal.
 */
#include "ffc.h"

/* Bounds of the section, which the linker knows; 0 if nothing in it is linked. */
extern const char FFC_PROBES_START[] FFC_WEAK_REFERENCE, FFC_PROBES_END[] FFC_WEAK_REFERENCE;

static bool between(uintptr_t x, uintptr_t low, uintptr_t high) { return x >= low && x < high; }

static bool in_compiled_code(uintptr_t pc) {
  return between(pc, (uintptr_t)ffc_text_start, (uintptr_t)ffc_text_end);
}

static bool is_stack_probe(uintptr_t pc) {
  static const uint8_t probe[] = FFC_STACK_PROBE_BYTES;
  for (unsigned i = 0; i < sizeof probe; i++)
    if (((const uint8_t *)pc)[i] != probe[i]) return false;
  return true;
}

/* By the nearest end of a stack: only on the guard's side of it can there be a fault. */
static cell code_for(const struct ffc_context *ctx, uintptr_t address) {
  static const int8_t codes[FFC_LIMITS] = {FFC_STACK_OVERFLOW, FFC_STACK_UNDERFLOW, FFC_FLOAT_OVERFLOW,
                                           FFC_FLOAT_UNDERFLOW, FFC_RETURN_OVERFLOW};
  for (int i = 0; i < FFC_LIMITS; i++)
    if (address - ctx->limits[i] + FFC_GUARD / 2 < FFC_GUARD) return codes[i];
  return FFC_BAD_ADDRESS;
}

static void die(int signal, uintptr_t address, uintptr_t pc) {
  struct ffc_text text;
  text.used = 0;
  ffc_text_put(&text, "fatal signal " FFC_N " in the runtime: address " FFC_X, (ucell)signal, address);
  ffc_text_put(&text, " at " FFC_X "\n", pc, 0);
  ffc_text_write(&text);
  ffc_die_by(signal);
}

static void on_fault(int signal, void *info, void *context) {
  uintptr_t block = (uintptr_t)__builtin_frame_address(0) & -(uintptr_t)FFC_SIGNAL_BLOCK;
  struct ffc_context *ctx = *(struct ffc_context **)block;
  uintptr_t pc = ffc_signal_pc(context), address = ffc_signal_address(info);

  if (!ffc_signal_is_fault(info)) ffc_die_by(signal); /* `kill -SEGV` */
  if (in_compiled_code(pc))
    ctx->where = pc + 1; /* as if it were a return address */
  else if (pc == address)
    ctx->where = ffc_signal_caller(context);
  else if (!between(pc, (uintptr_t)FFC_PROBES_START, (uintptr_t)FFC_PROBES_END) && !is_stack_probe(pc))
    die(signal, address, pc);

  cell code = signal == SIGFPE ? FFC_DIVISION_BY_ZERO : code_for(ctx, address);
  ffc_signal_continue(context, (void (*)())ffc_raise, ctx, code);
}

void ffc_faults_install(void) {
  ffc_on_signal(SIGSEGV, on_fault, false);
  ffc_on_signal(SIGBUS, on_fault, false);
  ffc_on_signal(SIGFPE, on_fault, false);
}

void ffc_signal_block(struct ffc_context *ctx, uintptr_t block) {
  *(struct ffc_context **)block = ctx;
  uintptr_t low = block + FFC_SIGNAL_RESERVED;
  ffc_signal_stack(low, block + FFC_SIGNAL_BLOCK - low);
}

/* volatile: the access is the point. A size that wraps around runs into the end of all memory. */
void ffc_probe_read(const char *p, ucell size) {
  const char *end = p + size;
  if (size == 0) return;
  if (end < p) end = (const char *)UINTPTR_MAX;
  for (; p < end; p += FFC_PAGE) *(const volatile char *)p;
  *(const volatile char *)(end - 1);
}

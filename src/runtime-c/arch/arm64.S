/*
 * ARM64: what C cannot say. The first instruction, entering and leaving compiled code, CATCH and THROW.
 *
 * A frame of ffc_catch on the machine stack, low address first:
 *   previous handler, float pointer, x19 at entry, return address, x21 to x29, nothing, d8 to d15
 * ctx->handler points to its low end. A throw restores it all; it needs no stack of its own, so it
 * works when the stack has overflowed.
 */
#define HANDLER 0
#define FLOAT_POINTER 32
#define ENTRY 40
#define WHERE 48
#define FRAME 176

#include "format.h"

#if defined(__linux__)
/* The kernel's registers are nobody's business but sp: argc, argv, environment. */
FUNCTION _start
  mov x29, #0
  mov x30, #0
#if defined(__PIE__)
  bl SYM(ffc_relocate)
#endif
  mov x0, sp
  bl SYM(ffc_start)
END _start
#endif

/* (ctx x0, entry x1, sp x2, machine stack or 0 x3) */
FUNCTION ffc_enter_at
  stp x29, x30, [sp, #-160]!
  stp x19, x20, [sp, #16]
  stp x21, x22, [sp, #32]
  stp x23, x24, [sp, #48]
  stp x25, x26, [sp, #64]
  stp x27, x28, [sp, #80]
  stp d8, d9, [sp, #96]
  stp d10, d11, [sp, #112]
  stp d12, d13, [sp, #128]
  stp d14, d15, [sp, #144]
  mov x20, x0
  mov x19, x2
  mov x8, sp
  cmp x3, #0
  csel x9, x3, x8, ne
  and sp, x9, #-16
  stp x8, x8, [sp, #-16]!
  mov x9, sp
  str x9, [x20, #ENTRY]
  mov x29, #0
  blr x1
  mov x0, x20
  /* falls into ffc_leave */
ALSO ffc_leave
  ldr x8, [x0, #ENTRY]
  ldr x8, [x8]
  mov sp, x8
  ldp x19, x20, [sp, #16]
  ldp x21, x22, [sp, #32]
  ldp x23, x24, [sp, #48]
  ldp x25, x26, [sp, #64]
  ldp x27, x28, [sp, #80]
  ldp d8, d9, [sp, #96]
  ldp d10, d11, [sp, #112]
  ldp d12, d13, [sp, #128]
  ldp d14, d15, [sp, #144]
  ldp x29, x30, [sp], #160
  ret
END ffc_enter_at

/* For ffc_enter_at: on top of the data stack are an entry and a C function (ctx, sp) to go on with, which are taken off. */
FUNCTION ffc_enter_then
  ldp x8, x9, [x19], #16
  stp x30, x9, [sp, #-16]!
  blr x8
  mov x0, x20
  mov x1, x19
  ldp x30, x9, [sp], #16
  br x9
END ffc_enter_then

PROBES

/* xt in x0, data-stack pointer in x19; returns it there, and the throw code or 0 in x0. A recursion
   through CATCH may run out of stack here, or the xt be none: so it is one of the probes. */
PROBE ffc_catch
  str x30, [x20, #WHERE]
  ldr x8, [x20, #HANDLER]
  ldr x9, [x20, #FLOAT_POINTER]
  stp x8, x9, [sp, #-FRAME]!
  stp x19, x30, [sp, #16]
  stp x21, x22, [sp, #32]
  stp x23, x24, [sp, #48]
  stp x25, x26, [sp, #64]
  stp x27, x28, [sp, #80]
  str x29, [sp, #96]
  stp d8, d9, [sp, #112]
  stp d10, d11, [sp, #128]
  stp d12, d13, [sp, #144]
  stp d14, d15, [sp, #160]
  mov x8, sp
  str x8, [x20, #HANDLER]
  ldr x8, [x0]
  blr x8
  ldr x8, [sp]
  str x8, [x20, #HANDLER]
  ldr x30, [sp, #24]            /* compiled code has kept the other registers itself */
  add sp, sp, #FRAME
  mov x0, #0
  ret
END ffc_catch

/* (to x0, from x1, size x2): upwards, so `to` may lie below `from`. The compiler asks for it, and for the next,
   by the names of the C library, whose results they have. */
WEAK memcpy
PROBE ffc_copy
  mov x5, x0
  subs x2, x2, #16
  b.lo 2f
1:
  ldp x3, x4, [x1], #16
  stp x3, x4, [x5], #16
  subs x2, x2, #16
  b.hs 1b
2:                              /* 16 less is left, and the low bits are the same */
  tbz w2, #3, 3f
  ldr x3, [x1], #8
  str x3, [x5], #8
3:
  tbz w2, #2, 4f
  ldr w3, [x1], #4
  str w3, [x5], #4
4:
  tbz w2, #1, 5f
  ldrh w3, [x1], #2
  strh w3, [x5], #2
5:
  tbz w2, #0, 6f
  ldrb w3, [x1]
  strb w3, [x5]
6:
  ret
END ffc_copy

/* (to x0, byte w1, size x2) */
WEAK memset
PROBE ffc_set
  and w1, w1, #255
  mov x3, #0x0101010101010101
  mul x1, x1, x3
  mov x5, x0
  subs x2, x2, #16
  b.lo 2f
1:
  stp x1, x1, [x5], #16
  subs x2, x2, #16
  b.hs 1b
2:
  tbz w2, #3, 3f
  str x1, [x5], #8
3:
  tbz w2, #2, 4f
  str w1, [x5], #4
4:
  tbz w2, #1, 5f
  strh w1, [x5], #2
5:
  tbz w2, #0, 6f
  strb w1, [x5]
6:
  ret
END ffc_set

/* Code in x0: from the cold stubs of compiled code. */
FUNCTION ffc_trap
  mov x1, x0
  mov x0, x20
  b SYM(ffc_throw)
END ffc_trap

/* (ctx x0, code x1) */
FUNCTION ffc_throw
  str x30, [x0, #WHERE]
ALSO ffc_raise
  ldr x8, [x0, #HANDLER]
  cbz x8, 1f
  mov x20, x0
  mov sp, x8
  ldp x8, x9, [sp]
  str x8, [x20, #HANDLER]
  str x9, [x20, #FLOAT_POINTER]
  ldp x19, x30, [sp, #16]
  ldp x21, x22, [sp, #32]
  ldp x23, x24, [sp, #48]
  ldp x25, x26, [sp, #64]
  ldp x27, x28, [sp, #80]
  ldr x29, [sp, #96]
  ldp d8, d9, [sp, #112]
  ldp d10, d11, [sp, #128]
  ldp d12, d13, [sp, #144]
  ldp d14, d15, [sp, #160]
  add sp, sp, #FRAME
  mov x0, x1
  ret
1:                              /* nothing below is needed any more */
  ldr x8, [x0, #ENTRY]
  mov sp, x8
  bl SYM(ffc_uncaught)
END ffc_throw

#if defined(__linux__)
FUNCTION ffc_signal_return
  mov x8, #139                  /* rt_sigreturn */
  svc #0
END ffc_signal_return

/* (flags w0, stack x1, word to clear at the end x2, run x3, argument x4) */
FUNCTION ffc_clone
  mov x9, x3
  mov x10, x4
  mov x11, x1
  and x1, x1, #-16
  mov x4, x2
  mov x2, #0
  mov x3, #0
  mov x8, #220                  /* clone(flags, stack, -, -, word); leaves all but x0 */
  svc #0
  cbz x0, 1f
  ret
1:                              /* the new thread */
  mov x29, #0
  mov x30, #0
  mov x0, x10
  mov x1, x11
  blr x9
  mov x0, #0
  mov x8, #93                   /* exit, of this thread */
  svc #0
END ffc_clone
#endif

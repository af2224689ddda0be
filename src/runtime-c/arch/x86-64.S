/*
 * x86-64: what C cannot say. The first instruction, entering and leaving compiled code, CATCH and THROW.
 *
 * A frame of ffc_catch on the machine stack, low address first:
 *   previous handler, float pointer, r12 at entry, r15, r14, rbx, rbp, return address
 * ctx->handler points to its low end. A throw restores it all; it needs no stack of its own, so it
 * works when the stack has overflowed.
 */
#define HANDLER 0
#define FLOAT_POINTER 32
#define ENTRY 40
#define WHERE 48

#include "format.h"

#if defined(__linux__)
/* The kernel's registers are nobody's business but rsp: argc, argv, environment. */
FUNCTION _start
  xorl %ebp, %ebp
  movq %rsp, %rdi
  andq $-16, %rsp
#if defined(__PIE__)
  movq %rdi, %rbx
  call SYM(ffc_relocate)
  movq %rbx, %rdi
#endif
  call SYM(ffc_start)
END _start
#endif

/* (ctx rdi, entry rsi, sp rdx, machine stack or 0 rcx) */
FUNCTION ffc_enter_at
  pushq %rbp
  pushq %rbx
  pushq %r12
  pushq %r13
  pushq %r14
  pushq %r15
  movq %rdi, %r13
  movq %rdx, %r12
  movq %rsp, %rax
  testq %rcx, %rcx
  cmovnzq %rcx, %rsp
  andq $-16, %rsp
  pushq %rax
  pushq %rax                    /* keeps the stack aligned */
  movq %rsp, ENTRY(%r13)
  call *%rsi
  movq %r13, %rdi
  /* falls into ffc_leave */
ALSO ffc_leave
  movq ENTRY(%rdi), %rsp
  popq %rax
  movq %rax, %rsp
  popq %r15
  popq %r14
  popq %r13
  popq %r12
  popq %rbx
  popq %rbp
  ret
END ffc_enter_at

/* For ffc_enter_at: on top of the data stack are an entry and a C function (ctx, sp) to go on with, which are taken off. */
FUNCTION ffc_enter_then
  pushq 8(%r12)
  movq (%r12), %rax
  addq $16, %r12
  call *%rax
  movq %r13, %rdi
  movq %r12, %rsi
  popq %rax
  jmp *%rax
END ffc_enter_then

/* xt in rdi, data-stack pointer in r12; returns it there, and the throw code or 0 in rax. A recursion
   through CATCH may run out of stack here, or the xt be none: so it is one of the probes. */
PROBES
ALSO ffc_catch
  movq (%rsp), %rax
  movq %rax, WHERE(%r13)
  pushq %rbp
  pushq %rbx
  pushq %r14
  pushq %r15
  pushq %r12
  pushq FLOAT_POINTER(%r13)
  pushq HANDLER(%r13)
  movq %rsp, HANDLER(%r13)
  call *(%rdi)
  popq HANDLER(%r13)
  addq $48, %rsp                /* compiled code has kept the registers itself */
  xorl %eax, %eax
  ret
END ffc_catch

/* Code in eax: from the cold stubs of compiled code. */
FUNCTION ffc_trap
  movslq %eax, %rsi
  movq %r13, %rdi
  jmp SYM(ffc_throw)
END ffc_trap

/* (ctx rdi, code rsi) */
FUNCTION ffc_throw
  movq (%rsp), %rax
  movq %rax, WHERE(%rdi)
ALSO ffc_raise
  movq HANDLER(%rdi), %rax
  testq %rax, %rax
  jz 1f
  movq %rdi, %r13
  movq %rax, %rsp
  popq HANDLER(%r13)
  popq FLOAT_POINTER(%r13)
  popq %r12
  popq %r15
  popq %r14
  popq %rbx
  popq %rbp
  movq %rsi, %rax
  ret
1:                              /* nothing below is needed any more */
  movq ENTRY(%rdi), %rsp
  call SYM(ffc_uncaught)
END ffc_throw

#if defined(__linux__)
FUNCTION ffc_signal_return
  movl $15, %eax                /* rt_sigreturn */
  syscall
END ffc_signal_return

/* (flags edi, stack rsi, word to clear at the end rdx, run rcx, argument r8) */
FUNCTION ffc_clone
  movq %rdx, %r10
  movq %rcx, %r9
  movl $56, %eax                /* clone(flags, stack, -, word, -); leaves all but rax, rcx, r11 */
  syscall
  testl %eax, %eax
  jz 1f
  cltq
  ret
1:                              /* the new thread; rsp is the stack, rsi still is too */
  xorl %ebp, %ebp
  movq %r8, %rdi
  call *%r9
  xorl %edi, %edi
  movl $60, %eax                /* exit, of this thread */
  syscall
END ffc_clone
#endif

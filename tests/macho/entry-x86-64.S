/*
 * Between the program and the loader on x86-64: calls of imports, and calls of the program's functions.
 */
#define POISON 0xdead4badc0de5eed
/* Offsets in struct call. */
#define ARGUMENTS 0
#define STACK 64
#define FROM 72
#define RESULT 80
#define FLAGS 88
#define FLOATS 96
#define CALL_SIZE 608

    .text

/* One stub for each import, of 16 bytes: its number, and on to what is common to all. r11 is free in a call. */
    .globl import_stubs
    .p2align 4
import_stubs:
    .set n, 0
    .rept 256
    .p2align 4
    movl $n, %r11d
    jmp import_call
    .set n, n + 1
    .endr

import_call:
    pushq %rbp
    movq %rsp, %rbp
    andq $-16, %rsp             /* whatever it was: a wrong one is reported */
    subq $CALL_SIZE, %rsp
    movq %rdi, ARGUMENTS(%rsp)
    movq %rsi, ARGUMENTS+8(%rsp)
    movq %rdx, ARGUMENTS+16(%rsp)
    movq %rcx, ARGUMENTS+24(%rsp)
    movq %r8, ARGUMENTS+32(%rsp)
    movq %r9, ARGUMENTS+40(%rsp)
    pushfq
    popq FLAGS(%rsp)
    cld
    fxsave FLOATS(%rsp)
    leaq 16(%rbp), %rax
    movq %rax, STACK(%rsp)
    movq 8(%rbp), %rax
    movq %rax, FROM(%rsp)
    movl %r11d, %edi
    movq %rsp, %rsi
    call call_import

    fxrstor FLOATS(%rsp)
    movq RESULT(%rsp), %rax
    testb $1, has_avx(%rip)
    jz 1f
    /* The upper halves: what the lower ones hold now. */
    .irp r, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
    vinsertf128 $1, %xmm\r, %ymm\r, %ymm\r
    .endr
1:  movq %rbp, %rsp
    popq %rbp
    movabsq $POISON, %rcx
    movq %rcx, %rdx
    movq %rcx, %rsi
    movq %rcx, %rdi
    movq %rcx, %r8
    movq %rcx, %r9
    movq %rcx, %r10
    movq %rcx, %r11
    ret

/*
 * uint64_t call_function(const void *function, const uint64_t arguments[4], uintptr_t stack_top, uint64_t kept[6])
 * The registers that the function must keep hold POISON + 1 to 6 meanwhile, and are then put into `kept`.
 */
    .globl call_function
    .p2align 4
call_function:
    pushq %rbp
    movq %rsp, %rbp
    pushq %rbx
    pushq %r12
    pushq %r13
    pushq %r14
    pushq %r15
    pushq %rcx                  /* kept */
    movq %rsp, %rax
    testq %rdx, %rdx
    cmovzq %rsp, %rdx
    movq %rdx, %rsp
    andq $-16, %rsp
    pushq %rax                  /* the stack that was */
    pushq %rax
    movq %rdi, %rax
    movq %rsi, %r10
    movq (%r10), %rdi
    movq 8(%r10), %rsi
    movq 16(%r10), %rdx
    movq 24(%r10), %rcx
    movabsq $POISON, %r8
    movq %r8, %r9
    movq %r8, %r10
    movq %r8, %r11
    leaq 1(%r8), %rbx
    leaq 2(%r8), %rbp
    leaq 3(%r8), %r12
    leaq 4(%r8), %r13
    leaq 5(%r8), %r14
    leaq 6(%r8), %r15
    call *%rax
    popq %rcx
    movq %rcx, %rsp
    popq %rcx
    movq %rbx, (%rcx)
    movq %rbp, 8(%rcx)
    movq %r12, 16(%rcx)
    movq %r13, 24(%rcx)
    movq %r14, 32(%rcx)
    movq %r15, 40(%rcx)
    popq %r15
    popq %r14
    popq %r13
    popq %r12
    popq %rbx
    popq %rbp
    cld
    ret

    .section .note.GNU-stack, "", @progbits

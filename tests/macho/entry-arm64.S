/*
 * Between the program and the loader on ARM64: calls of imports, and calls of the program's functions.
 */
/* Offsets in struct call. */
#define ARGUMENTS 0
#define STACK 64
#define FROM 72
#define RESULT 80
#define FLAGS 88
#define FRAME 96
#define FLOATS 112
#define CALL_SIZE 624

    .macro poison register
    movz \register, #0x5eed
    movk \register, #0xc0de, lsl #16
    movk \register, #0x4bad, lsl #32
    movk \register, #0xdead, lsl #48
    .endm

    .text

/* One stub for each import, of 16 bytes: its number, and on to what is common to all. x16 and x17 are free in a call. */
    .globl import_stubs
    .p2align 4
import_stubs:
    .set n, 0
    .rept 256
    .p2align 4
    mov w17, #n
    b import_call
    .set n, n + 1
    .endr

import_call:
    mov x16, sp
    sub x9, x16, #CALL_SIZE + 16
    and sp, x9, #-16            /* whatever it was: a wrong one is reported */
    stp x0, x1, [sp, #ARGUMENTS]
    stp x2, x3, [sp, #ARGUMENTS+16]
    stp x4, x5, [sp, #ARGUMENTS+32]
    stp x6, x7, [sp, #ARGUMENTS+48]
    stp x16, x30, [sp, #STACK]
    mrs x9, nzcv
    str x9, [sp, #FLAGS]
    str x29, [sp, #FRAME]
    stp q0, q1, [sp, #FLOATS]
    stp q2, q3, [sp, #FLOATS+32]
    stp q4, q5, [sp, #FLOATS+64]
    stp q6, q7, [sp, #FLOATS+96]
    add x9, sp, #CALL_SIZE
    stp x29, x30, [x9]
    mov x29, x9
    mov w0, w17
    mov x1, sp
    bl call_import

    ldp q0, q1, [sp, #FLOATS]
    ldp q2, q3, [sp, #FLOATS+32]
    ldp q4, q5, [sp, #FLOATS+64]
    ldp q6, q7, [sp, #FLOATS+96]
    ldp q16, q17, [sp, #FLOATS+256]
    ldp q18, q19, [sp, #FLOATS+288]
    ldp q20, q21, [sp, #FLOATS+320]
    ldp q22, q23, [sp, #FLOATS+352]
    ldp q24, q25, [sp, #FLOATS+384]
    ldp q26, q27, [sp, #FLOATS+416]
    ldp q28, q29, [sp, #FLOATS+448]
    ldp q30, q31, [sp, #FLOATS+480]
    poison x1
    /* Only the lower halves of these are kept. */
    .irp r, 8, 9, 10, 11, 12, 13, 14, 15
    mov v\r\().d[1], x1
    .endr
    ldr x0, [sp, #RESULT]
    ldp x29, x30, [x29]
    ldr x17, [sp, #STACK]
    mov sp, x17
    .irp r, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 18
    mov x\r, x1
    .endr
    cmn x1, x1                  /* the flags, too */
    mov x17, x30
    mov x30, x1
    ret x17

/*
 * uint64_t call_function(const void *function, const uint64_t arguments[4], uintptr_t stack_top, uint64_t kept[19])
 * The registers that the function must keep, x19 to x28 and d8 to d15, hold POISON + 1 to 18 meanwhile, and are then put
 * into `kept`. x29 is the chain of frames: this one, and how far it is off afterwards is the last of `kept`.
 */
    .globl call_function
    .p2align 4
call_function:
    stp x29, x30, [sp, #-192]!
    mov x29, sp
    stp x19, x20, [sp, #16]
    stp x21, x22, [sp, #32]
    stp x23, x24, [sp, #48]
    stp x25, x26, [sp, #64]
    stp x27, x28, [sp, #80]
    stp d8, d9, [sp, #96]
    stp d10, d11, [sp, #112]
    stp d12, d13, [sp, #128]
    stp d14, d15, [sp, #144]
    str x3, [sp, #160]
    cbnz x2, 1f
    mov x2, sp
1:  and x2, x2, #-16
    sub x2, x2, #16
    str x29, [x2]               /* the way back */
    mov sp, x2
    mov x9, x0
    mov x10, x1
    ldp x0, x1, [x10]
    ldp x2, x3, [x10, #16]
    poison x4
    .irp r, 5, 6, 7, 8, 10, 11, 12, 13, 14, 15, 16, 17, 18
    mov x\r, x4
    .endr
    .set n, 1
    .irp r, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28
    add x\r, x4, #n
    .set n, n + 1
    .endr
    .irp r, 8, 9, 10, 11, 12, 13, 14, 15
    add x30, x4, #n
    fmov d\r, x30
    .set n, n + 1
    .endr
    blr x9
    ldr x9, [sp]
    mov sp, x9
    ldr x10, [sp, #160]
    sub x9, x29, x9
    str x9, [x10, #144]
    mov x29, sp
    stp x19, x20, [x10]
    stp x21, x22, [x10, #16]
    stp x23, x24, [x10, #32]
    stp x25, x26, [x10, #48]
    stp x27, x28, [x10, #64]
    stp d8, d9, [x10, #80]
    stp d10, d11, [x10, #96]
    stp d12, d13, [x10, #112]
    stp d14, d15, [x10, #128]
    ldp x19, x20, [sp, #16]
    ldp x21, x22, [sp, #32]
    ldp x23, x24, [sp, #48]
    ldp x25, x26, [sp, #64]
    ldp x27, x28, [sp, #80]
    ldp d8, d9, [sp, #96]
    ldp d10, d11, [sp, #112]
    ldp d12, d13, [sp, #128]
    ldp d14, d15, [sp, #144]
    ldp x29, x30, [sp], #192
    ret

    .section .note.GNU-stack, "", %progbits

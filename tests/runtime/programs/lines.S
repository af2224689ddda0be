/*
 * A line table by hand: entries of every kind, lengths and lines of more than one byte, words that go
 * back, code without a position.
 */
.section .text.forth, "ax", @progbits
.globl ffc_text_start, ffc_text_end, ffc_program
ffc_text_start:
first:                          /* 200 bytes on line 300 of `one`, then 10 at the top level of line 7 */
  .fill 200, 1, 0x90
  .fill 10, 1, 0x90
nowhere:                        /* 5 bytes on line 0 */
  .fill 5, 1, 0x90
ffc_program:                    /* picks the address to throw at: argument 1 is a letter from a on */
  movq %r13, %rdi
  movl $1, %esi
  subq $8, %rsp
  call ffc_arg
  movzbl (%rax), %eax
  leaq addresses - 8 * 'a'(, %rax, 8), %rax
  addq $8, %rsp
  movq (%rax), %rax
  pushq %rax                      /* as if called from there */
  movq %r13, %rdi
  movq $-10, %rsi
  jmp ffc_throw
program_end:
ffc_text_end:

.section .rodata
.balign 8
addresses:
  .quad first + 1, first + 200, first + 201, first + 210, nowhere + 3
  .quad ffc_program + 4, ffc_program + 5, ffc_program + 12, program_end, 0x1000, program_end + 1

.globl ffc_lines, ffc_words
ffc_lines:
  .uleb128 200 * 4 + 3
  .sleb128 300
  .sleb128 0
  .uleb128 10 * 4 + 3
  .sleb128 -293
  .sleb128 3
  .uleb128 5 * 4 + 3
  .sleb128 -7
  .sleb128 0
  .uleb128 4 * 4 + 1
  .uleb128 4 * 4 + 2
  .uleb128 4 * 4 + 0
  .uleb128 (program_end - ffc_program - 12) * 4 + 3
  .sleb128 69998
  .sleb128 -1
  .byte 0
ffc_words:
  .byte 1
  .asciz "a.fs"
  .asciz "one"
  .byte 1
  .asciz "b.fs"
  .asciz "two"
  .asciz "three"
  .asciz ""
  .byte 2, 0

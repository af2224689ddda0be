/*
 * How names and sections are written in the two object formats.
 *
 *   FUNCTION name   begins a function in a section of its own; PROBE name one in the section of the probes, where
 *                   functions lie in order; ALSO name a further entry of the function at hand, WEAK name one that gives
 *                   way to another of this name
 *   END name        ends it
 *   SYM(name)       a name of C
 *
 * Without .subsections_via_symbols, which no file here has, the linker for Mach-O takes a section as one piece.
 */
#if defined(__APPLE__)
#define SYM(name) _##name
#define PROBES .section __TEXT,__ffc_probes,regular,pure_instructions
.macro ALSO name
  .globl _\name
  .private_extern _\name
_\name:
.endm
.macro WEAK name
  ALSO \name
.endm
.macro FUNCTION name
  .section __TEXT,__text,regular,pure_instructions
  ALSO \name
.endm
.macro END name
.endm
#else
#define SYM(name) name
#define PROBES .section ffc_probes, "ax", @progbits
.macro ALSO name
  .globl \name
  .type \name, @function
\name:
.endm
.macro WEAK name
  .weak \name
\name:
.endm
.macro FUNCTION name
  .section .text.\name, "ax", @progbits
  ALSO \name
.endm
.macro END name
  .size \name, . - \name
.endm
.section .note.GNU-stack, "", @progbits
#endif
.macro PROBE name
  ALSO \name
.endm

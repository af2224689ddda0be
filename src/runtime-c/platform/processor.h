/* What differs by processor, whatever the system. */
#ifndef FFC_PLATFORM_PROCESSOR_H
#define FFC_PLATFORM_PROCESSOR_H

#include <stddef.h>

#if defined(__x86_64__)
/* An access that the fault handler knows by its bytes: testb %al, -8192(%rsp). */
#define FFC_STACK_PROBE() __asm__ volatile(".byte 0x84, 0x84, 0x24, 0x00, 0xe0, 0xff, 0xff" ::: "memory", "cc")
#define FFC_STACK_PROBE_BYTES {0x84, 0x84, 0x24, 0x00, 0xe0, 0xff, 0xff}
#define ffc_relax() __builtin_ia32_pause()

/* Short copies dominate, and this is the shortest code. */
static inline void ffc_copy(void *to, const void *from, size_t size) {
  __asm__ volatile("rep movsb" : "+D"(to), "+S"(from), "+c"(size)::"memory");
}
static inline void ffc_set(void *to, char c, size_t size) {
  __asm__ volatile("rep stosb" : "+D"(to), "+c"(size) : "a"(c) : "memory");
}
#elif defined(__aarch64__)
/* The second instruction, ldr xzr, [x16], is what the fault handler knows by its bytes. */
#define FFC_STACK_PROBE() __asm__ volatile("sub x16, sp, #8192\n\tldr xzr, [x16]" ::: "x16", "memory")
#define FFC_STACK_PROBE_BYTES {0x1f, 0x02, 0x40, 0xf9}
#define ffc_relax() __asm__ volatile("yield")

/* arch/: they may touch the program's memory, as they are among the probes. */
void ffc_copy(void *to, const void *from, size_t size);
void ffc_set(void *to, char c, size_t size);
#endif

#endif

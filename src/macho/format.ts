/** Numbers of the Mach-O format, as far as the step after the linker meets them. */

export const MAGIC = 0xfeedfacf;
export const EXECUTABLE = 2;
export const HEADER = 32;

export const SYMTAB = 0x2;
export const DYSYMTAB = 0xb;
export const LIBRARY = 0xc;
export const DYNAMIC_LINKER = 0xe;
export const SEGMENT = 0x19;
export const UUID = 0x1b;
export const SIGNATURE = 0x1d;
export const BUILD_VERSION = 0x32;
export const DYLD_INFO = 0x80000022;
export const MAIN = 0x80000028;

/** Load commands that a program of ours has, once each, besides segments; in their order. */
export const COMMANDS = [
  DYLD_INFO,
  SYMTAB,
  DYSYMTAB,
  DYNAMIC_LINKER,
  UUID,
  BUILD_VERSION,
  MAIN,
  LIBRARY,
  SIGNATURE,
] as const;

/** Sizes of commands; a segment's is without its sections. */
export const SEGMENT_SIZE = 72;
export const SECTION_SIZE = 80;
export const SIZES: ReadonlyMap<number, number> = new Map([
  [SYMTAB, 24],
  [DYSYMTAB, 80],
  [UUID, 24],
  [SIGNATURE, 16],
  [DYLD_INFO, 48],
  [MAIN, 24],
]);
export const BUILD_VERSION_SIZE = 24;

/** Types of sections. */
export const REGULAR = 0;
export const ZERO_FILL = 1;
export const POINTERS = 6;
export const LAZY_POINTERS = 7;
export const STUBS = 8;
export const CODE_ATTRIBUTES = 0x80000400;

export const READ = 1;
export const WRITE = 2;
export const EXECUTE = 4;

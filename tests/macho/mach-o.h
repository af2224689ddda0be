/* The layout of Mach-O files, as far as the loader reads them. Numbers are little-endian, as those of both processors. */
#ifndef MACH_O_H
#define MACH_O_H

#include <stdint.h>

#define MH_MAGIC_64 0xfeedfacfu
#define MH_EXECUTE 2
enum { MH_DYLDLINK = 4, MH_TWOLEVEL = 0x80, MH_PIE = 0x200000 };
enum { CPU_X86_64 = 0x01000007, CPU_ARM64 = 0x0100000c };
enum { CPU_SUBTYPE_X86_64_ALL = 3, CPU_SUBTYPE_ARM64_ALL = 0 };
#define CPU_SUBTYPE_CAPABILITIES 0xff000000u

struct mach_header {
  uint32_t magic, cpu, cpu_subtype, file_type, commands, commands_size, flags, reserved;
};

struct command {
  uint32_t kind, size;
};

#define LC_REQUIRED 0x80000000u /* a loader that does not know the command must refuse the file */
enum command_kind {
  LC_SYMTAB = 0x2,
  LC_DYSYMTAB = 0xb,
  LC_LOAD_DYLIB = 0xc,
  LC_LOAD_DYLINKER = 0xe,
  LC_SEGMENT_64 = 0x19,
  LC_UUID = 0x1b,
  LC_CODE_SIGNATURE = 0x1d,
  LC_FUNCTION_STARTS = 0x26,
  LC_DATA_IN_CODE = 0x29,
  LC_SOURCE_VERSION = 0x2a,
  LC_BUILD_VERSION = 0x32,
};
#define LC_DYLD_INFO_ONLY (0x22 | LC_REQUIRED)
#define LC_MAIN (0x28 | LC_REQUIRED)

struct segment_command {
  uint32_t kind, size;
  char name[16];
  uint64_t address, memory_size, offset, file_size;
  uint32_t max_protection, protection, sections, flags;
};
enum { SEGMENT_READ_ONLY = 0x10 }; /* after the fixups */

struct section {
  char name[16], segment[16];
  uint64_t address, size;
  uint32_t offset, align, relocations, relocation_count, flags, reserved[3];
};
#define SECTION_TYPE 0xff
enum section_type {
  SECTION_ZERO_FILL = 1,
  SECTION_INITIALIZERS = 9,
  SECTION_TERMINATORS = 0xa,
  SECTION_LARGE_ZERO_FILL = 0xc,
  SECTION_THREAD_LOCAL = 0x11, /* the first of those for thread-local variables */
  SECTION_THREAD_LOCAL_LAST = 0x15,
  SECTION_INITIALIZER_OFFSETS = 0x16,
};

struct path_command { /* of the dynamic loader or of a library */
  uint32_t kind, size, name;
};
struct entry_command {
  uint32_t kind, size;
  uint64_t offset, stack_size;
};
struct build_version_command {
  uint32_t kind, size, platform, minimum, sdk, tools;
};
struct build_tool {
  uint32_t tool, version;
};
#define PLATFORM_MACOS 1

struct blob { /* somewhere in __LINKEDIT */
  uint32_t offset, size;
};
struct blob_command {
  uint32_t kind, size;
  struct blob blob;
};
struct dyld_info_command {
  uint32_t kind, size;
  struct blob rebases, binds, weak_binds, lazy_binds, exports;
};
struct symtab_command {
  uint32_t kind, size, symbols, symbol_count, strings, strings_size;
};
struct dysymtab_command {
  uint32_t kind, size;
  uint32_t first_local, locals, first_defined, defined, first_undefined, undefined;
  uint32_t unused[6], indirect, indirect_count;
  uint32_t external_relocations, external_relocation_count, local_relocations, local_relocation_count;
};
struct symbol {
  uint32_t name;
  uint8_t type, section;
  uint16_t description;
  uint64_t value;
};

/* ---- Opcodes of the fixups: the operation in the high half of the byte, a small operand in the low one ---- */

#define FIXUP_OPERATION 0xf0
#define FIXUP_OPERAND 0x0f
#define FIXUP_POINTER 1 /* the only type for 64 bits */

enum rebase_operation {
  REBASE_DONE = 0x00,
  REBASE_TYPE = 0x10,
  REBASE_PLACE = 0x20,
  REBASE_ADD = 0x30,
  REBASE_ADD_SCALED = 0x40,
  REBASE_TIMES_SMALL = 0x50,
  REBASE_TIMES = 0x60,
  REBASE_AND_ADD = 0x70,
  REBASE_TIMES_SKIPPING = 0x80,
};

enum bind_operation {
  BIND_DONE = 0x00,
  BIND_LIBRARY_SMALL = 0x10,
  BIND_LIBRARY = 0x20,
  BIND_LIBRARY_SPECIAL = 0x30,
  BIND_SYMBOL = 0x40,
  BIND_TYPE = 0x50,
  BIND_ADDEND = 0x60,
  BIND_PLACE = 0x70,
  BIND_ADD = 0x80,
  BIND_BIND = 0x90,
  BIND_AND_ADD = 0xa0,
  BIND_AND_ADD_SCALED = 0xb0,
  BIND_TIMES_SKIPPING = 0xc0,
};
enum { BIND_SYMBOL_WEAK = 1 };

/* ---- Code signatures: numbers are big-endian here ---- */

#define SIGNATURE_MAGIC 0xfade0cc0u
#define CODE_DIRECTORY_MAGIC 0xfade0c02u
#define CODE_DIRECTORY_SLOT 0
#define CODE_DIRECTORY_WITH_SEGMENT 0x20400 /* the version from which on it tells the executable segment */
enum { SIGNATURE_ADHOC = 2, SIGNATURE_BY_LINKER = 0x20000 };
#define HASH_SHA256 2
#define EXECUTABLE_IS_MAIN 1

struct signature {
  uint32_t magic, length, count;
  struct {
    uint32_t slot, offset;
  } blobs[];
};

struct code_directory {
  uint32_t magic, length, version, flags, hashes, identifier, special_slots, slots, limit;
  uint8_t hash_size, hash_type, platform, page_size;
  uint32_t reserved, scatter, team, reserved2;
  uint64_t limit64, segment_offset, segment_size, segment_flags;
};

#endif

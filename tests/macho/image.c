/*
 * Reads a Mach-O file and checks its structure: what the kernel and dyld of macOS 11 and later ask of an executable, and
 * that it uses nothing that is not modelled here.
 */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "loader.h"

enum { READ = 1, WRITE = 2, EXECUTE = 4 };

static struct image *current; /* for is_program_code */

static void open_file(struct image *image) {
  int fd = open(image->path, O_RDONLY | O_CLOEXEC);
  struct stat status;
  if (fd < 0 || fstat(fd, &status) != 0) refuse("it cannot be opened");
  image->size = (size_t)status.st_size;
  if (image->size < sizeof(struct mach_header)) refuse("it is too short for a header");
  image->file = mmap(NULL, image->size, PROT_READ, MAP_PRIVATE, fd, 0);
  if (image->file == MAP_FAILED) refuse("it cannot be read");
  close(fd);
}

static void check_header(struct image *image) {
  const struct mach_header *header = image->header = (const void *)image->file;
  if (header->magic != MH_MAGIC_64) refuse("it is no 64-bit Mach-O file: it begins with %#x", header->magic);
  if (header->cpu != LOADER_CPU) refuse("it is for CPU type %#x, not for " LOADER_CPU_NAME, header->cpu);
  if ((header->cpu_subtype & ~CPU_SUBTYPE_CAPABILITIES) != LOADER_CPU_SUBTYPE)
    refuse("it is for CPU subtype %#x", header->cpu_subtype);
  if (header->file_type != MH_EXECUTE) refuse("it is no executable but file type %u", header->file_type);
  if (!(header->flags & MH_PIE)) refuse("it is not position-independent (MH_PIE)");
  if (!(header->flags & MH_DYLDLINK)) refuse("it is not linked for dyld (MH_DYLDLINK)");
  if (!(header->flags & MH_TWOLEVEL)) refuse("its symbols are not bound to libraries (MH_TWOLEVEL)");
  if (header->commands_size > image->size - sizeof *header) refuse("its load commands end behind its end");
}

/* ---- Segments ---- */

static void check_sections(const struct segment_command *command) {
  if (command->size != sizeof *command + command->sections * sizeof(struct section))
    refuse("segment %.16s: a load command of %u bytes cannot have %u sections", command->name, command->size,
           command->sections);
  const struct section *sections = (const void *)(command + 1);
  for (unsigned i = 0; i < command->sections; i++) {
    const struct section *s = &sections[i];
    unsigned type = s->flags & SECTION_TYPE;
    bool has_file = type != SECTION_ZERO_FILL && type != SECTION_LARGE_ZERO_FILL;
    if (strncmp(s->segment, command->name, 16) != 0)
      refuse("section %.16s says it is in segment %.16s, and is in %.16s", s->name, s->segment, command->name);
    if (s->address < command->address || s->size > command->memory_size ||
        s->address - command->address > command->memory_size - s->size)
      refuse("section %.16s lies outside of segment %.16s", s->name, command->name);
    if (!has_file && s->offset != 0) refuse("section %.16s has nothing in the file, and a place there", s->name);
    if (s->align > 15 || s->address & ((1u << s->align) - 1)) refuse("section %.16s is not aligned as it says", s->name);
    if (has_file && s->size > 0 && s->offset - command->offset != s->address - command->address)
      refuse("section %.16s is elsewhere in the file than in memory", s->name);
    if (has_file && s->address - command->address + s->size > command->file_size)
      refuse("section %.16s ends behind what segment %.16s has in the file", s->name, command->name);
    if (type == SECTION_INITIALIZERS || type == SECTION_TERMINATORS || type == SECTION_INITIALIZER_OFFSETS)
      refuse("section %.16s: functions that run before or after main are not modelled", s->name);
    if (type >= SECTION_THREAD_LOCAL && type <= SECTION_THREAD_LOCAL_LAST)
      refuse("section %.16s: thread-local variables are not modelled", s->name);
  }
}

static void add_segment(struct image *image, const struct segment_command *command) {
  if (command->size < sizeof *command) refuse("a segment's load command is too short");
  if (image->segment_count == MAX_SEGMENTS) refuse("it has more than %d segments", MAX_SEGMENTS);
  struct segment *s = &image->segments[image->segment_count++];
  memcpy(s->name, command->name, 16);
  s->command = command;
  s->address = command->address;
  s->memory_size = page_up(command->memory_size); /* linkers do not round that of __LINKEDIT */
  s->offset = command->offset;
  s->file_size = command->file_size;
  s->protection = command->protection;

  if (!is_page_aligned(s->address)) refuse("segment %s: its address is no multiple of the page, %d bytes", s->name, MAC_PAGE);
  if (!is_page_aligned(s->offset)) refuse("segment %s: its place in the file is no multiple of the page", s->name);
  if (s->offset > image->size || s->file_size > image->size - s->offset)
    refuse("segment %s ends behind the end of the file", s->name);
  if (s->file_size > command->memory_size) refuse("segment %s is larger in the file than in memory", s->name);
  if ((s->protection | command->max_protection) & ~7u) refuse("segment %s has unknown protections", s->name);
  if ((s->protection & WRITE) && (s->protection & EXECUTE)) refuse("segment %s is writable and executable", s->name);
  if (s->protection & ~command->max_protection) refuse("segment %s: protections exceed the highest ones", s->name);
  if (s->protection != 0 && !(s->protection & READ)) refuse("segment %s cannot be read", s->name);
  check_sections(command);
}

static const struct segment *segment_named(const struct image *image, const char *name) {
  for (unsigned i = 0; i < image->segment_count; i++)
    if (strcmp(image->segments[i].name, name) == 0) return &image->segments[i];
  refuse("it has no segment %s", name);
}

static void check_segments(struct image *image) {
  const struct segment *zero = segment_named(image, "__PAGEZERO");
  if (zero->address != 0 || zero->memory_size < UINT64_C(1) << 32 || zero->protection != 0 || zero->file_size != 0)
    refuse("__PAGEZERO does not keep the lowest 4 GB free");

  const struct segment *text = image->text = segment_named(image, "__TEXT");
  if (text->protection != (READ | EXECUTE)) refuse("__TEXT has other protections than reading and executing");
  if (text->offset != 0) refuse("__TEXT does not begin with the header");
  if (text->file_size < sizeof(struct mach_header) + image->header->commands_size)
    refuse("__TEXT ends before the load commands do");
  const struct section *sections = (const void *)(text->command + 1);
  for (unsigned i = 0; i < text->command->sections; i++)
    if (sections[i].offset < sizeof(struct mach_header) + image->header->commands_size)
      refuse("section %.16s overlaps the load commands", sections[i].name);

  const struct segment *linkedit = image->linkedit = segment_named(image, "__LINKEDIT");
  if (linkedit->protection != READ) refuse("__LINKEDIT has other protections than reading");
  if (linkedit->offset + linkedit->file_size != image->size) refuse("__LINKEDIT is not what the file ends with");
  if (linkedit != &image->segments[image->segment_count - 1]) refuse("__LINKEDIT is not the last segment");

  for (unsigned i = 0; i < image->segment_count; i++)
    for (unsigned j = i + 1; j < image->segment_count; j++) {
      const struct segment *a = &image->segments[i], *b = &image->segments[j];
      if (a->address + a->memory_size > b->address) refuse("segments %s and %s overlap, or are not in order", a->name, b->name);
      if (a->offset > b->offset && b->offset != 0) refuse("segments %s and %s are not in order in the file", a->name, b->name);
      if (a->file_size != 0 && b->file_size != 0 && a->offset + a->file_size > b->offset)
        refuse("segments %s and %s overlap in the file, or are not in order", a->name, b->name);
    }
}

const struct segment *segment_of(const struct image *image, uint64_t address) {
  for (unsigned i = 0; i < image->segment_count; i++)
    if (address - image->segments[i].address < image->segments[i].memory_size) return &image->segments[i];
  return NULL;
}

bool is_program_code(const void *address) {
  const struct segment *segment = segment_of(current, (uint64_t)address - SLIDE);
  return segment != NULL && (segment->protection & EXECUTE);
}

/* ---- What lies in __LINKEDIT ---- */

struct part {
  const char *name;
  uint64_t offset, size;
};

static struct part parts[16];
static unsigned part_count;

static void add_part(const struct image *image, const char *name, uint64_t offset, uint64_t size, unsigned alignment) {
  const struct segment *linkedit = image->linkedit;
  if (size == 0) return;
  if (offset < linkedit->offset || size > linkedit->file_size || offset - linkedit->offset > linkedit->file_size - size)
    refuse("%s: not inside of __LINKEDIT", name);
  if (offset % alignment != 0) refuse("%s: at a place in the file that is no multiple of %u", name, alignment);
  for (unsigned i = 0; i < part_count; i++)
    if (offset < parts[i].offset + parts[i].size && parts[i].offset < offset + size)
      refuse("%s and %s overlap", parts[i].name, name);
  parts[part_count++] = (struct part){name, offset, size};
}

/*
 * The tables of fixups are in order, as dyld of macOS 11 wants it, and __LINKEDIT begins with them, without anything
 * between: otherwise `codesign` cannot sign the program again.
 */
static void check_order(const struct image *image) {
  const struct dyld_info_command *fixups = image->fixups;
  const struct blob tables[] = {fixups->rebases, fixups->binds, fixups->weak_binds, fixups->lazy_binds, fixups->exports};
  uint64_t end = image->linkedit->offset;
  bool is_first = true;
  for (unsigned i = 0; i < sizeof tables / sizeof tables[0]; i++) {
    if (tables[i].size == 0) continue;
    if (tables[i].offset < end) refuse("the tables of fixups are not in order");
    if (is_first && tables[i].offset != end) refuse("__LINKEDIT does not begin with the first table of fixups");
    if (tables[i].offset != end) refuse("there is something between the tables of fixups");
    is_first = false;
    end = tables[i].offset + (uint64_t)tables[i].size;
  }
}

static void check_linkedit(const struct image *image, const struct blob_command *const *others, unsigned other_count) {
  const struct dyld_info_command *fixups = image->fixups;
  if (fixups == NULL) refuse("it has no LC_DYLD_INFO_ONLY");
  add_part(image, "the rebases", fixups->rebases.offset, fixups->rebases.size, 8);
  add_part(image, "the binds", fixups->binds.offset, fixups->binds.size, 8);
  add_part(image, "the weak binds", fixups->weak_binds.offset, fixups->weak_binds.size, 8);
  add_part(image, "the lazy binds", fixups->lazy_binds.offset, fixups->lazy_binds.size, 8);
  add_part(image, "the exports", fixups->exports.offset, fixups->exports.size, 8);
  if (fixups->weak_binds.size != 0) refuse("binding of weak symbols is not modelled");
  check_order(image);

  const struct symtab_command *symtab = image->symtab;
  const struct dysymtab_command *dysymtab = image->dysymtab;
  if (symtab == NULL) refuse("it has no LC_SYMTAB");
  if (dysymtab == NULL) refuse("it has no LC_DYSYMTAB");
  add_part(image, "the symbols", symtab->symbols, symtab->symbol_count * sizeof(struct symbol), 8);
  add_part(image, "the strings", symtab->strings, symtab->strings_size, 1);
  add_part(image, "the indirect symbols", dysymtab->indirect, dysymtab->indirect_count * sizeof(uint32_t), 4);
  if (dysymtab->external_relocation_count != 0 || dysymtab->local_relocation_count != 0)
    refuse("it has relocations of the kind that executables have no more");

  const struct symbol *symbols = (const void *)(image->file + symtab->symbols);
  for (unsigned i = 0; i < symtab->symbol_count; i++)
    if (symbols[i].name >= symtab->strings_size) refuse("symbol %u has a name outside of the strings", i);
  if (symtab->strings_size > 0 && image->file[symtab->strings + symtab->strings_size - 1] != 0)
    refuse("the strings do not end with a zero");
  if ((uint64_t)dysymtab->first_local + dysymtab->locals > symtab->symbol_count ||
      (uint64_t)dysymtab->first_defined + dysymtab->defined > symtab->symbol_count ||
      (uint64_t)dysymtab->first_undefined + dysymtab->undefined > symtab->symbol_count)
    refuse("LC_DYSYMTAB speaks of more symbols than there are");

  if (dysymtab->first_local != 0 || dysymtab->first_defined != dysymtab->locals ||
      dysymtab->first_undefined != dysymtab->first_defined + dysymtab->defined ||
      symtab->symbol_count != dysymtab->first_undefined + dysymtab->undefined)
    refuse("LC_DYSYMTAB does not say of each symbol what it is");

  for (unsigned i = 0; i < other_count; i++)
    add_part(image, "a table of the linker", others[i]->blob.offset, others[i]->blob.size, 8);
  if (image->signature != NULL) {
    add_part(image, "the code signature", image->signature->blob.offset, image->signature->blob.size, 16);
    if (image->signature->blob.offset + (uint64_t)image->signature->blob.size != image->size)
      refuse("something lies behind the code signature");
  }
}

/* ---- Load commands ---- */

#define MAX_OTHERS 4

/* What more there is of it has a length of its own. */
static const void *at_least(const struct command *command, size_t size, const char *name) {
  if (command->size < size) refuse("%s: a load command of %u bytes is too short", name, command->size);
  return command;
}

static const void *sized(const struct command *command, size_t size, const char *name) {
  if (command->size != size) refuse("%s: a load command has %u bytes, not %lu", name, command->size, size);
  return command;
}

static const void *once(const void *before, const struct command *command, size_t size, const char *name) {
  if (before != NULL) refuse("it has %s twice", name);
  return sized(command, size, name);
}

static const char *path_in(const struct command *command, const char *name) {
  const struct path_command *c = at_least(command, sizeof(struct path_command), name);
  const char *path = (const char *)c + c->name;
  if (c->name < sizeof *c || c->name >= c->size || memchr(path, 0, c->size - c->name) == NULL)
    refuse("%s: its text does not end inside of it", name);
  return path;
}

static void read_commands(struct image *image) {
  const uint8_t *next = (const uint8_t *)(image->header + 1), *end = next + image->header->commands_size;
  const char *dynamic_loader = NULL;
  const struct build_version_command *build = NULL;
  const void *identity = NULL;
  const struct blob_command *others[MAX_OTHERS];
  unsigned other_count = 0;

  for (unsigned i = 0; i < image->header->commands; i++) {
    const struct command *command = (const void *)next;
    if ((size_t)(end - next) < sizeof *command || command->size > (size_t)(end - next) || command->size < sizeof *command)
      refuse("load command %u ends behind the last one's end", i);
    if (command->size % 8 != 0) refuse("load command %u: its size %u is no multiple of 8", i, command->size);
    next += command->size;

    switch (command->kind) {
    case LC_SEGMENT_64:
      add_segment(image, at_least(command, sizeof(struct segment_command), "LC_SEGMENT_64"));
      break;
    case LC_DYLD_INFO_ONLY:
      image->fixups = once(image->fixups, command, sizeof(struct dyld_info_command), "LC_DYLD_INFO_ONLY");
      break;
    case LC_SYMTAB:
      image->symtab = once(image->symtab, command, sizeof(struct symtab_command), "LC_SYMTAB");
      break;
    case LC_DYSYMTAB:
      image->dysymtab = once(image->dysymtab, command, sizeof(struct dysymtab_command), "LC_DYSYMTAB");
      break;
    case LC_LOAD_DYLINKER:
      if (dynamic_loader != NULL) refuse("it has LC_LOAD_DYLINKER twice");
      dynamic_loader = path_in(command, "LC_LOAD_DYLINKER");
      break;
    case LC_LOAD_DYLIB:
      if (image->library_count == MAX_LIBRARIES) refuse("it needs more than %d libraries", MAX_LIBRARIES);
      image->libraries[image->library_count++] = path_in(command, "LC_LOAD_DYLIB");
      break;
    case LC_UUID:
      identity = once(identity, command, 24, "LC_UUID");
      break;
    case LC_BUILD_VERSION:
      if (build != NULL) refuse("it has LC_BUILD_VERSION twice");
      build = at_least(command, sizeof *build, "LC_BUILD_VERSION");
      sized(command, sizeof *build + build->tools * sizeof(struct build_tool), "LC_BUILD_VERSION");
      break;
    case LC_CODE_SIGNATURE:
      image->signature = once(image->signature, command, sizeof(struct blob_command), "LC_CODE_SIGNATURE");
      break;
    case LC_MAIN:
      image->entry = once(image->entry, command, sizeof(struct entry_command), "LC_MAIN");
      break;
    case LC_FUNCTION_STARTS:
    case LC_DATA_IN_CODE:
      if (other_count == MAX_OTHERS) refuse("it has too many tables of the linker");
      others[other_count++] = sized(command, sizeof(struct blob_command), "LC_FUNCTION_STARTS");
      break;
    case LC_SOURCE_VERSION:
      break;
    default:
      refuse("load command %u is of the kind %#x, which is not modelled", i, command->kind);
    }
  }
  if (next != end) refuse("its load commands are shorter than its header says");

  check_segments(image);
  check_linkedit(image, others, other_count);
  if (dynamic_loader == NULL || strcmp(dynamic_loader, "/usr/lib/dyld") != 0)
    refuse("its dynamic loader is not /usr/lib/dyld");
  if (build == NULL) refuse("it has no LC_BUILD_VERSION");
  if (build->platform != PLATFORM_MACOS) refuse("it is for platform %u, not for macOS", build->platform);
  if (build->minimum >> 16 < 11) refuse("it is for macOS before 11: version %u", build->minimum >> 16);
  if (identity == NULL) refuse("it has no LC_UUID");
  if (image->library_count != 1 || strcmp(image->libraries[0], "/usr/lib/libSystem.B.dylib") != 0)
    refuse("it needs other libraries than /usr/lib/libSystem.B.dylib");
  if (image->entry == NULL) refuse("it has no LC_MAIN");
  const struct segment *text = image->text;
  if (image->entry->offset < sizeof *image->header + image->header->commands_size || image->entry->offset >= text->file_size)
    refuse("LC_MAIN: main lies outside of the code");
  if (image->header->cpu == CPU_ARM64 && image->entry->offset % 4 != 0) refuse("LC_MAIN: main is not aligned to 4");
  if (!is_page_aligned(image->entry->stack_size)) refuse("LC_MAIN: the size of the stack is no multiple of the page");
}

void read_image(struct image *image, const char *path) {
  image->path = path;
  current = image;
  open_file(image);
  check_header(image);
  read_commands(image);
}

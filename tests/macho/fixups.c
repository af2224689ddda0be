/*
 * The two programs of opcodes that dyld runs: one adds the slide to each word that holds an address of the image, the
 * other puts addresses of imported symbols where the image wants them. Lazy ones are bound at once, as dyld does since
 * macOS 12.
 */
#include <stdio.h>
#include <string.h>

#include "loader.h"

struct stream {
  const char *name;
  const uint8_t *next, *end;
};

static struct stream open_stream(const struct image *image, const char *name, struct blob blob) {
  return (struct stream){name, image->file + blob.offset, image->file + blob.offset + blob.size};
}

/* Behind the end there is only what fills the table up. */
static void check_end(const struct stream *stream) {
  if (stream->end - stream->next > 15) refuse("%s end long before their table does", stream->name);
}

static uint8_t next_byte(struct stream *stream) {
  if (stream->next == stream->end) refuse("%s end within an operation", stream->name);
  return *stream->next++;
}

static uint64_t next_number(struct stream *stream) {
  uint64_t value = 0;
  for (unsigned shift = 0;; shift += 7) {
    uint8_t byte = next_byte(stream);
    if (shift > 63 || (shift == 63 && (byte & 0x7e))) refuse("%s: a number has more than 64 bits", stream->name);
    value |= (uint64_t)(byte & 0x7f) << shift;
    if (!(byte & 0x80)) return value;
  }
}

static int64_t next_signed(struct stream *stream) {
  uint64_t value = 0;
  uint8_t byte;
  unsigned shift = 0;
  do {
    if (shift > 63) refuse("%s: a number has more than 64 bits", stream->name);
    byte = next_byte(stream);
    value |= (uint64_t)(byte & 0x7f) << shift;
    shift += 7;
  } while (byte & 0x80);
  if (shift < 64 && (byte & 0x40)) value |= -(UINT64_C(1) << shift);
  return (int64_t)value;
}

static const char *next_text(struct stream *stream) {
  const char *text = (const char *)stream->next;
  const uint8_t *zero = memchr(stream->next, 0, (size_t)(stream->end - stream->next));
  if (zero == NULL) refuse("%s end within a name", stream->name);
  stream->next = zero + 1;
  return text;
}

/* ---- Places ---- */

struct place {
  const struct segment *segment; /* NULL: not said yet */
  uint64_t offset;
};

static struct place next_place(struct stream *stream, const struct image *image, unsigned segment) {
  if (segment >= image->segment_count) refuse("%s: there is no segment %u", stream->name, segment);
  if (&image->segments[segment] == image->linkedit) refuse("%s: a place is in __LINKEDIT", stream->name);
  return (struct place){&image->segments[segment], next_number(stream)};
}

static uint64_t *word_at(const struct stream *stream, struct place place) {
  if (place.segment == NULL) refuse("%s: a place is missing", stream->name);
  /* Its size in memory counts, whatever it has in the file. */
  uint64_t size = place.segment->command->memory_size;
  if (place.offset > size || size - place.offset < 8)
    refuse("%s: %s+%#lx is outside of the segment", stream->name, place.segment->name, (long)place.offset);
  if (!(place.segment->protection & 2))
    refuse("%s: %s+%#lx cannot be written to", stream->name, place.segment->name, (long)place.offset);
  return slid(place.segment->address + place.offset);
}

/* Words need not be aligned. */
static void store(uint64_t *word, uint64_t value) { memcpy(word, &value, sizeof value); }

/* ---- Rebases ---- */

static void rebase(const struct stream *stream, const struct image *image, struct place *place, uint64_t count,
                   uint64_t step) {
  for (; count > 0; count--) {
    uint64_t *word = word_at(stream, *place), value;
    memcpy(&value, word, sizeof value);
    const struct segment *last = &image->segments[image->segment_count - 1];
    if (value < image->text->address || value > last->address + last->memory_size)
      refuse("%s: %s+%#lx holds %#lx, which is no address of the image", stream->name, place->segment->name,
             (long)place->offset, (long)value);
    store(word, value + SLIDE);
    place->offset += step;
  }
}

static void apply_rebases(const struct image *image) {
  struct stream stream = open_stream(image, "the rebases", image->fixups->rebases);
  struct place place = {NULL, 0};
  while (stream.next < stream.end) {
    uint8_t byte = next_byte(&stream);
    unsigned operand = byte & FIXUP_OPERAND;
    uint64_t count;
    switch (byte & FIXUP_OPERATION) {
    case REBASE_DONE:
      check_end(&stream);
      return;
    case REBASE_TYPE:
      if (operand != FIXUP_POINTER) refuse("the rebases have type %u, and 64-bit programs only type 1", operand);
      break;
    case REBASE_PLACE:
      place = next_place(&stream, image, operand);
      break;
    case REBASE_ADD:
      place.offset += next_number(&stream);
      break;
    case REBASE_ADD_SCALED:
      place.offset += operand * 8;
      break;
    case REBASE_TIMES_SMALL:
      rebase(&stream, image, &place, operand, 8);
      break;
    case REBASE_TIMES:
      rebase(&stream, image, &place, next_number(&stream), 8);
      break;
    case REBASE_AND_ADD:
      rebase(&stream, image, &place, 1, 8 + next_number(&stream));
      break;
    case REBASE_TIMES_SKIPPING:
      count = next_number(&stream);
      rebase(&stream, image, &place, count, 8 + next_number(&stream));
      break;
    default:
      refuse("the rebases have the unknown operation %#x", byte);
    }
  }
}

/* ---- Binds ---- */

struct bind {
  struct place place;
  uint64_t library;
  const char *symbol;
  int64_t addend;
  bool is_weak;
};

/* So that one run tells them all. */
static unsigned missing;

static void bind(const struct stream *stream, const struct image *image, struct bind *b, uint64_t step) {
  uint64_t *word = word_at(stream, b->place);
  if (b->symbol == NULL) refuse("%s: a symbol is missing", stream->name);
  if (b->library == 0 || b->library > image->library_count)
    refuse("%s: %s comes from library %lu, and there are %u", stream->name, b->symbol, (long)b->library, image->library_count);
  void *address = import_address(b->symbol);
  if (address == NULL && !b->is_weak) {
    fprintf(stderr, "macho: %s: it imports %s, which is not modelled\n", image->path, b->symbol);
    missing++;
  }
  store(word, address == NULL ? 0 : (uint64_t)address + (uint64_t)b->addend);
  b->place.offset += 8 + step;
}

static void apply_binds(const struct image *image, struct stream stream, bool lazy) {
  struct bind b = {0};
  while (stream.next < stream.end) {
    uint8_t byte = next_byte(&stream);
    unsigned operand = byte & FIXUP_OPERAND;
    uint64_t count, step;
    switch (byte & FIXUP_OPERATION) {
    case BIND_DONE: /* of lazy ones each has its own end */
      if (lazy) break;
      check_end(&stream);
      return;
    case BIND_LIBRARY_SMALL:
      b.library = operand;
      break;
    case BIND_LIBRARY:
      b.library = next_number(&stream);
      break;
    case BIND_LIBRARY_SPECIAL:
      refuse("%s look for a symbol in all libraries", stream.name);
    case BIND_SYMBOL:
      b.is_weak = operand & BIND_SYMBOL_WEAK;
      b.symbol = next_text(&stream);
      break;
    case BIND_TYPE:
      if (operand != FIXUP_POINTER) refuse("%s have type %u, and 64-bit programs only type 1", stream.name, operand);
      break;
    case BIND_ADDEND:
      b.addend = next_signed(&stream);
      break;
    case BIND_PLACE:
      b.place = next_place(&stream, image, operand);
      break;
    case BIND_ADD:
      b.place.offset += next_number(&stream);
      break;
    case BIND_BIND:
      bind(&stream, image, &b, 0);
      break;
    case BIND_AND_ADD:
      bind(&stream, image, &b, next_number(&stream));
      break;
    case BIND_AND_ADD_SCALED:
      bind(&stream, image, &b, operand * 8);
      break;
    case BIND_TIMES_SKIPPING:
      count = next_number(&stream);
      step = next_number(&stream);
      for (; count > 0; count--) bind(&stream, image, &b, step);
      break;
    default:
      refuse("%s have the unknown operation %#x", stream.name, byte);
    }
  }
}

void apply_fixups(const struct image *image) {
  apply_rebases(image);
  apply_binds(image, open_stream(image, "the binds", image->fixups->binds), false);
  apply_binds(image, open_stream(image, "the lazy binds", image->fixups->lazy_binds), true);
  if (missing > 0) refuse("%u of its imports are not modelled", missing);
}

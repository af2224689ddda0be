/*
 * The code signature of a program that nobody signed: the linker's own, with a hash for each page of the file. A Mac
 * with an ARM processor runs nothing without it, and ends a program when it touches a page whose hash differs.
 */
#include <string.h>

#include "loader.h"
#include "sha256.h"

static uint32_t big32(uint32_t x) { return __builtin_bswap32(x); }
static uint64_t big64(uint64_t x) { return __builtin_bswap64(x); }

/* The directory, at least `size` bytes of it inside of the signature. */
static const struct code_directory *find_directory(const uint8_t *data, uint64_t size) {
  const struct signature *signature = (const void *)data;
  if (size < sizeof *signature || big32(signature->magic) != SIGNATURE_MAGIC) refuse("the code signature is none");
  uint64_t length = big32(signature->length), count = big32(signature->count);
  if (length > size) refuse("the code signature is longer than its load command says");
  if (count > (length - sizeof *signature) / sizeof signature->blobs[0])
    refuse("the code signature has more entries than room");
  for (unsigned i = 0; i < count; i++) {
    if (big32(signature->blobs[i].slot) != CODE_DIRECTORY_SLOT) continue;
    uint64_t offset = big32(signature->blobs[i].offset);
    const struct code_directory *directory = (const void *)(data + offset);
    if (offset > length || length - offset < sizeof *directory) break;
    if (big32(directory->magic) != CODE_DIRECTORY_MAGIC) break;
    if (big32(directory->length) > length - offset) break;
    return directory;
  }
  refuse("the code signature has no code directory");
}

void check_signature(const struct image *image) {
  if (image->signature == NULL) refuse("it is not signed");
  const struct blob place = image->signature->blob;
  const struct code_directory *directory = find_directory(image->file + place.offset, place.size);
  uint64_t length = big32(directory->length);

  if (big32(directory->version) < CODE_DIRECTORY_WITH_SEGMENT) refuse("the code directory is of an old version");
  if (big32(directory->flags) != (SIGNATURE_ADHOC | SIGNATURE_BY_LINKER) && big32(directory->flags) != SIGNATURE_ADHOC)
    refuse("the code signature has the flags %#x, which are not those of an ad-hoc one", big32(directory->flags));
  uint64_t identifier = big32(directory->identifier);
  if (identifier < sizeof *directory || identifier >= length ||
      memchr((const uint8_t *)directory + identifier, 0, length - identifier) == NULL)
    refuse("the code signature does not name the program");
  if (directory->hash_type != HASH_SHA256 || directory->hash_size != SHA256_SIZE) refuse("the hashes are not SHA-256");
  if (directory->page_size != 12) refuse("the pages of the code signature are not of 4096 bytes");
  if (big32(directory->limit) != place.offset) refuse("the code signature does not cover all that is before it");
  if (big64(directory->segment_offset) != image->text->offset || big64(directory->segment_size) != image->text->file_size)
    refuse("the code signature says that __TEXT is elsewhere");
  if (big64(directory->segment_flags) != EXECUTABLE_IS_MAIN) refuse("the code signature is not that of an executable");

  uint64_t slots = big32(directory->slots), hashes = big32(directory->hashes);
  uint64_t pages = ((uint64_t)place.offset + 4095) / 4096;
  if (slots != pages) refuse("the code signature has %lu hashes for %lu pages", (long)slots, (long)pages);
  if (hashes > length || slots > (length - hashes) / SHA256_SIZE) refuse("the hashes lie outside of the code directory");
  for (uint64_t i = 0; i < slots; i++) {
    uint64_t start = i * 4096, end = start + 4096 < place.offset ? start + 4096 : place.offset;
    uint8_t hash[SHA256_SIZE];
    sha256(image->file + start, end - start, hash);
    if (memcmp(hash, (const uint8_t *)directory + hashes + i * SHA256_SIZE, SHA256_SIZE) != 0)
      refuse("the code signature does not fit page %lu of the file", (long)i);
  }
}

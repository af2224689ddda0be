/* Functions on bytes. Compilers call some of them by themselves. */
#include <string.h>

#include "loader.h"

static void *pointer(const struct call *call, unsigned i) { return (void *)call->arguments[i]; }

static void mac_memcpy(struct call *call) {
  uint64_t to = call->arguments[0], from = call->arguments[1], size = call->arguments[2];
  if (to != from && (to - from < size || from - to < size)) violation("memcpy: source and destination overlap");
  memcpy((void *)to, (void *)from, size);
  call->result = to;
}

static void mac_memmove(struct call *call) {
  call->result = (uint64_t)memmove(pointer(call, 0), pointer(call, 1), call->arguments[2]);
}

static void mac_memset(struct call *call) {
  call->result = (uint64_t)memset(pointer(call, 0), (int)call->arguments[1], call->arguments[2]);
}

static void mac_bzero(struct call *call) { memset(pointer(call, 0), 0, call->arguments[1]); }

static void fill_with(struct call *call, size_t unit) {
  const uint8_t *pattern = pointer(call, 1);
  uint8_t *to = pointer(call, 0);
  for (size_t i = 0; i < call->arguments[2]; i++) to[i] = pattern[i % unit];
}

static void mac_memset_pattern4(struct call *call) { fill_with(call, 4); }
static void mac_memset_pattern8(struct call *call) { fill_with(call, 8); }
static void mac_memset_pattern16(struct call *call) { fill_with(call, 16); }

static void mac_memcmp(struct call *call) {
  call->result = (uint64_t)memcmp(pointer(call, 0), pointer(call, 1), call->arguments[2]);
}

static void mac_memchr(struct call *call) {
  call->result = (uint64_t)memchr(pointer(call, 0), (int)call->arguments[1], call->arguments[2]);
}

static void mac_strlen(struct call *call) { call->result = strlen(pointer(call, 0)); }

static void mac_strcmp(struct call *call) { call->result = (uint64_t)strcmp(pointer(call, 0), pointer(call, 1)); }

const struct import text_imports[] = {
    SAFE_WORD("memcpy", mac_memcpy),
    SAFE_WORD("memmove", mac_memmove),
    SAFE_WORD("memset", mac_memset),
    SAFE_VOID("bzero", mac_bzero),
    SAFE_VOID("__bzero", mac_bzero),
    SAFE_VOID("memset_pattern4", mac_memset_pattern4),
    SAFE_VOID("memset_pattern8", mac_memset_pattern8),
    SAFE_VOID("memset_pattern16", mac_memset_pattern16),
    SAFE_INT("memcmp", mac_memcmp),
    SAFE_WORD("memchr", mac_memchr),
    SAFE_WORD("strlen", mac_strlen),
    SAFE_INT("strcmp", mac_strcmp),
    {0},
};

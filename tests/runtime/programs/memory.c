/* The allocator, MOVE and FILL; argument 1 picks a case. */
#include "forth.h"

#define SLOTS 512

static struct ffc_channel *to_free;
static cell errors;

FORTH_BEGIN("memory.fs")

/* Random sizes, contents that tell whose they are, and resizing that must keep them. */
WORD(churn, "churn", 5, 1) {
  unsigned char *slots[SLOTS] = {0};
  ucell sizes[SLOTS] = {0}, random = (ucell)pop() * 2654435761u + 1;
  for (int step = 0; step < 60000; step++) {
    random = random * 6364136223846793005u + 1442695040888963407u;
    unsigned i = random >> 40 & (SLOTS - 1);
    ucell size = (random >> 20 & 0xff) << (random >> 58 & 7);
    if ((random >> 30 & 255) == 0) size += 200000; /* a mapping of its own */
    unsigned char *block = slots[i];
    ucell kept = sizes[i];
    if (!block || (random >> 33 & 3) == 0) {
      struct two got = ffc_resize(ctx, block, size);
      if (got.b) errors++;
      block = (unsigned char *)got.a;
      if (size < kept) kept = size;
    } else {
      for (ucell k = 0; k < kept; k++) errors += block[k] != (unsigned char)(i + k);
      if (ffc_free(ctx, block) != 0) errors++;
      kept = 0;
      block = (unsigned char *)ffc_allocate(ctx, size).a;
    }
    if ((ucell)block % 16 != 0) errors++;
    for (ucell k = 0; k < kept; k++) errors += block[k] != (unsigned char)(i + k);
    for (ucell k = kept; k < size; k++) block[k] = (unsigned char)(i + k);
    slots[i] = block;
    sizes[i] = size;
  }
  for (int i = 0; i < SLOTS; i++) errors += slots[i] && ffc_free(ctx, slots[i]) != 0;
}

WORD(freer, "freer", 6, 0) {
  for (struct two got; (got = ffc_recv_flag(ctx, to_free)).b;) {
    errors += *(cell *)got.a != got.a;
    ffc_free(ctx, (void *)got.a);
  }
}

/* What a block of its size has in it; the size stands in its first cell. */
static void fill_block(unsigned char *block, ucell size) {
  *(ucell *)block = size;
  for (ucell k = sizeof size; k < size; k++) block[k] = (unsigned char)(size * 31 + k);
}

static void check_block(const unsigned char *block, ucell size) {
  cell wrong = *(const ucell *)block != size;
  for (ucell k = sizeof size; k < size; k++) wrong += block[k] != (unsigned char)(size * 31 + k);
  if (wrong) __atomic_fetch_add(&errors, 1, __ATOMIC_RELAXED);
}

static unsigned char *shared[SLOTS];

/* Whoever takes a block out of a slot checks, resizes or frees it, whichever thread has allocated it. */
WORD(exchanger, "exchanger", 10, 1) {
  ucell random = (ucell)pop() * 2654435761u + 7;
  for (int step = 0; step < 40000; step++) {
    random = random * 6364136223846793005u + 1442695040888963407u;
    unsigned i = random >> 40 & (SLOTS - 1);
    ucell size = 8 + ((random >> 20 & 0xff) << (random >> 58 & 7));
    if ((random >> 30 & 1023) == 0) size += 200000; /* a mapping of its own */
    unsigned char *block = __atomic_exchange_n(&shared[i], NULL, __ATOMIC_ACQ_REL);
    if (block && (random >> 33 & 3) != 0) {
      check_block(block, *(ucell *)block);
      if (ffc_free(ctx, block) != 0) __atomic_fetch_add(&errors, 1, __ATOMIC_RELAXED);
      block = NULL;
    }
    ucell kept = block ? *(ucell *)block : 0;
    if (block) check_block(block, kept);
    block = (unsigned char *)ffc_resize(ctx, block, size).a;
    cell lost = kept != 0 && *(ucell *)block != kept;
    for (ucell k = sizeof kept; k < kept && k < size; k++) lost += block[k] != (unsigned char)(kept * 31 + k);
    if (lost) __atomic_fetch_add(&errors, 1, __ATOMIC_RELAXED);
    fill_block(block, size);
    block = __atomic_exchange_n(&shared[i], block, __ATOMIC_ACQ_REL);
    if (block) {
      check_block(block, *(ucell *)block);
      ffc_free(ctx, block);
    }
  }
}

static cell low_block = INT64_MAX, high_block;

/* Takes some blocks of each size, leaves one and frees one that another thread has left. */
WORD(passer, "passer", 11, 0) {
  unsigned char *blocks[24];
  for (int round = 0; round < 2; round++) {
    for (int k = 0; k < 24; k++) {
      ucell size = ((ucell)(k & 1 ? 48 : 32) << k / 2) - 8;
      blocks[k] = (unsigned char *)ffc_allocate(ctx, size).a;
      blocks[k][0] = blocks[k][size - 1] = 1;
      if ((cell)blocks[k] < low_block) low_block = (cell)blocks[k];
      if ((cell)blocks[k] > high_block) high_block = (cell)blocks[k];
    }
    for (int k = 0; k < 24; k++) {
      unsigned char *left = round ? __atomic_exchange_n(&shared[k], blocks[k], __ATOMIC_ACQ_REL) : blocks[k];
      if (left && ffc_free(ctx, left) != 0) errors++;
    }
  }
}

WORD(lister, "lister", 7, 1) {
  cell list = 0, n = pop(), sum = 0;
  for (cell i = 0; i < n; i++) list = ffc_cons(ctx, list, i);
  for (; list; list = ((cell *)list)[1]) sum += ((cell *)list)[0];
  errors += sum != n * (n - 1) / 2;
}

WORD(free_nowhere, "free-nowhere", 8, 0) { push(ffc_free(ctx, (void *)0x1230)); }

WORD(allot_popped, "allot-popped", 9, 0) { ffc_allot(ctx, pop()); }

PROGRAM {
  if (argument_is(1, "results")) {
    struct two a = ffc_allocate(ctx, 0), b = ffc_allocate(ctx, 100);
    dot(a.b), dot(b.b), dot(a.a != b.a);
    dot(ffc_free(ctx, (void *)b.a));
    dot(ffc_free(ctx, (void *)b.a)); /* twice */
    dot(ffc_free(ctx, (void *)(a.a + 16)));
    dot(ffc_free(ctx, (void *)(a.a + 1)));
    dot(ffc_free(ctx, ctx->pad));
    dot(ffc_free(ctx, 0));
    dot(catch(free_nowhere_xt));
    dot(ffc_allocate(ctx, (ucell)-1).b);
    dot(ffc_allocate(ctx, (ucell)1 << 50).b);
    struct two c = ffc_resize(ctx, (void *)a.a, (ucell)-1);
    dot(c.b), dot(c.a == a.a);
    dot(ffc_resize(ctx, (void *)(a.a + 8), 5).b);
    dot(ffc_free(ctx, (void *)a.a));
    cell cons = ffc_cons(ctx, 5, 6);
    dot(((cell *)cons)[0]), dot(((cell *)cons)[1]);
  }
  if (argument_is(1, "large")) { /* one that was freed is kept, and is nobody's meanwhile */
    cell a = ffc_allocate(ctx, 200000).a;
    dot(ffc_free(ctx, (void *)a));
    dot(ffc_free(ctx, (void *)a));
    dot(ffc_resize(ctx, (void *)a, 300000).b);
    cell other = ffc_allocate(ctx, 400000).a, again = ffc_allocate(ctx, 190000).a;
    dot(other != a), dot(again == a);
    fill_block((unsigned char *)other, 400000);
    fill_block((unsigned char *)again, 190000);
    struct two longer = ffc_resize(ctx, (void *)again, 500000);
    check_block((unsigned char *)other, 400000);
    check_block((unsigned char *)longer.a, 190000);
    dot(ffc_free(ctx, (void *)longer.a)), dot(ffc_free(ctx, (void *)other));
    cell blocks[40]; /* more than are kept, and larger */
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 40; i++) {
        blocks[i] = ffc_allocate(ctx, 150000 + (ucell)(i * 7919 % 40) * 60000).a;
        fill_block((unsigned char *)blocks[i], 150000);
      }
      for (int i = 0; i < 40; i++) {
        check_block((unsigned char *)blocks[i], 150000);
        errors += ffc_free(ctx, (void *)blocks[i]) != 0;
      }
    }
    dot(errors);
  }
  if (argument_is(1, "data-space")) {
    cell here = ffc_here(ctx);
    *(cell *)(here + 100000) = 5; /* above HERE */
    ffc_allot(ctx, 100);
    dot(ffc_here(ctx) - here);
    ffc_allot(ctx, -40);
    dot(ffc_here(ctx) - here);
    push(-61);
    dot(catch(allot_popped_xt));
    *sp = INT64_MAX;
    dot(catch(allot_popped_xt));
    dot(ffc_here(ctx) - here);
  }
  if (argument_is(1, "churn")) {
    cell ids[4];
    for (int i = 0; i < 4; i++) {
      push(i);
      ids[i] = spawn(churn_xt);
      pop();
    }
    for (int i = 0; i < 4; i++) ffc_join(ctx, ids[i]);
    dot(errors);
  }
  if (argument_is(1, "hand-over")) { /* one allocates, another frees: memory must come back */
    to_free = (struct ffc_channel *)ffc_channel(ctx, 64);
    cell id = spawn(freer_xt), lowest = INT64_MAX, highest = 0;
    for (int i = 0; i < 200000; i++) {
      cell block = ffc_allocate(ctx, 1000).a;
      if (block < lowest) lowest = block;
      if (block > highest) highest = block;
      *(cell *)block = block;
      ffc_send(ctx, block, to_free);
    }
    ffc_close_channel(ctx, to_free);
    ffc_join(ctx, id);
    dot(errors);
    dot(highest - lowest < 0x400000);
  }
  if (argument_is(1, "exchange")) {
    cell ids[4];
    for (int i = 0; i < 4; i++) {
      push(i);
      ids[i] = spawn(exchanger_xt);
      pop();
    }
    for (int i = 0; i < 4; i++) ffc_join(ctx, ids[i]);
    for (int i = 0; i < SLOTS; i++) {
      if (!shared[i]) continue;
      check_block(shared[i], *(ucell *)shared[i]);
      errors += ffc_free(ctx, shared[i]) != 0;
    }
    dot(errors);
  }
  if (argument_is(1, "short-threads")) { /* what a thread has when it ends serves the next */
    cell ids[8];
    for (int i = 0; i < 10000; i += 8) {
      for (int k = 0; k < 8; k++) ids[k] = spawn(passer_xt);
      for (int k = 0; k < 8; k++) ffc_join(ctx, ids[k]);
    }
    dot(errors);
    dot(high_block - low_block < 0x1000000);
  }
  if (argument_is(1, "lists")) {
    for (int round = 0; round < 200; round++) {
      push(round * 100);
      cell a = spawn(lister_xt), b = spawn(lister_xt);
      pop();
      ffc_join(ctx, a);
      ffc_join(ctx, b);
    }
    dot(errors);
  }
  if (argument_is(1, "move")) {
    static unsigned char expected[600], seen[600];
    for (int size = 0; size < 200; size += 7)
      for (int from = 0; from < 300; from += 11)
        for (int to = 0; to < 300; to += 13) {
          for (int i = 0; i < 600; i++) expected[i] = seen[i] = (unsigned char)(i * 7);
          for (int i = 0; i < size; i++) expected[to + i] = (unsigned char)((from + i) * 7);
          ffc_move(ctx, (char *)seen + from, (char *)seen + to, (ucell)size);
          for (int i = 0; i < 600; i++) errors += expected[i] != seen[i];
        }
    ffc_fill(ctx, (char *)seen + 5, 10, 'x');
    errors += seen[4] == 'x' || seen[5] != 'x' || seen[14] != 'x' || seen[15] == 'x';
    dot(errors);
  }
}

FORTH_END

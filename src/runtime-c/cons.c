/*
 * List cells: pairs of car and cdr, cut from pieces that belong to one thread, without headers, and
 * never freed one by one. What is left of the piece of a thread that ends goes to the next that asks.
 */
#include "ffc.h"

struct pair {
  cell car, cdr;
};

#define PIECE 65536 /* of address space: pages are there when first used */

/* A left piece keeps note of itself in its first pair: car the next one, cdr the end. */
static struct {
  struct ffc_lock lock;
  struct pair *pieces;
} left;

static void take_piece(struct ffc_context *ctx) {
  ffc_lock(&left.lock);
  struct pair *piece = left.pieces;
  if (piece) left.pieces = (struct pair *)piece->car;
  ffc_unlock(&left.lock);
  if (piece) {
    ctx->cons_end = (char *)piece->cdr;
  } else {
    piece = ffc_map(PIECE);
    if (!piece) ffc_raise(ctx, FFC_ALLOCATE);
    ctx->cons_end = (char *)piece + PIECE;
  }
  ctx->cons_next = (char *)piece;
}

cell ffc_cons(struct ffc_context *ctx, cell list, cell x) {
  FFC_ENTER(ctx);
  if (ctx->cons_next == ctx->cons_end) take_piece(ctx);
  struct pair *pair = (struct pair *)ctx->cons_next;
  ctx->cons_next = (char *)(pair + 1);
  pair->car = x;
  pair->cdr = list;
  return (cell)pair;
}

void ffc_cons_drain(struct ffc_context *ctx) {
  struct pair *piece = (struct pair *)ctx->cons_next;
  if (ctx->cons_next == ctx->cons_end) return;
  piece->cdr = (cell)ctx->cons_end;
  ffc_lock(&left.lock);
  piece->car = (cell)left.pieces;
  left.pieces = piece;
  ffc_unlock(&left.lock);
}

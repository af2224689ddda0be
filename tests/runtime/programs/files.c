/* Files, pipes and local time; argument 1 picks a case, argument 2 is a path or a number. */
#include "forth.h"

static char buffer[300000];
static cell shared;

enum { READ_ONLY = 0, READ_WRITE = 2, WRITE_ONLY = 4 };

/* What a file should be: its content, size and position. */
#define MODEL_SIZE 200000
static struct {
  char data[MODEL_SIZE];
  cell size, at;
} model;
static char piece[50000];

static uint64_t state;
static cell chance(cell n) {
  state = state * UINT64_C(6364136223846793005) + 1442695040888963407;
  return (cell)((state >> 33) % (ucell)n);
}

/* Mostly letters, and ends of lines of each kind. */
static void fill_piece(cell n) {
  for (cell i = 0; i < n; i++) piece[i] = chance(20) ? (char)('a' + chance(26)) : chance(2) ? '\n' : '\r';
}

static cell model_read(cell n) {
  cell left = model.at < model.size ? model.size - model.at : 0;
  return n < left ? n : left;
}

/* Length of the line at the position, at most n; the position goes behind it. */
static cell model_line(cell n) {
  cell length = 0;
  while (length < n && model.at < model.size) {
    char c = model.data[model.at++];
    if (c == '\r' && model.at < model.size && model.data[model.at] == '\n') model.at++;
    if (c == '\r' || c == '\n') break;
    length++;
  }
  return length;
}

static bool same(const char *a, const char *b, cell n) {
  while (n-- > 0)
    if (*a++ != *b++) return false;
  return true;
}

/* One operation on both: whether they agree. */
static bool step(struct ffc_context *ctx, cell id) {
  cell n = chance(4) ? chance(300) : chance(sizeof piece), at = model.at;
  struct two result;
  switch (chance(9)) {
    case 0:
    case 1:
      if (at + n > MODEL_SIZE) n = MODEL_SIZE - at;
      fill_piece(n);
      for (cell i = model.size; i < at; i++) model.data[i] = 0;
      for (cell i = 0; i < n; i++) model.data[at + i] = piece[i];
      if (n > 0 && at + n > model.size) model.size = at + n;
      model.at += n;
      return ffc_write_file(ctx, piece, (ucell)n, id) == 0;
    case 2:
    case 3:
      result = ffc_read_file(ctx, piece, n, id);
      n = model_read(n);
      model.at += n;
      return result.a == n && result.b == 0 && same(piece, model.data + at, n);
    case 4:
    case 5: {
      bool is_line = n == 0 || at < model.size;
      result = ffc_read_line(ctx, piece, n, id);
      n = model_line(n);
      return result.a == n && result.b == is_line && same(piece, model.data + at, n);
    }
    case 6:
      model.at = chance(MODEL_SIZE / 2);
      return ffc_reposition_file(ctx, model.at, 0, id) == 0;
    case 7:
      if (chance(4) == 0) return ffc_flush_file(ctx, id) == 0;
      n = chance(MODEL_SIZE / 2);
      for (cell i = model.size; i < n; i++) model.data[i] = 0;
      model.size = n;
      return ffc_resize_file(ctx, n, 0, id) == 0;
    default:
      return ffc_file_size(ctx, id).a == model.size && ffc_file_position(ctx, id).a == model.at;
  }
}

FORTH_BEGIN("files.fs")

WORD(write_lines, "write-lines", 5, 1) {
  cell letter = pop();
  char line[64];
  for (int i = 0; i < 63; i++) line[i] = (char)letter;
  for (int i = 0; i < 5000; i++) ffc_write_line(ctx, line, 63, shared);
}

/* Opens and closes; a stale id is never anybody else's. */
WORD(open_and_close, "open-and-close", 6, 1) {
  cell letter = pop();
  char read = 0, path[] = "/tmp/x";
  (void)path;
  for (int i = 0; i < 500; i++) {
    struct two zero = ffc_open_file(ctx, "/dev/zero", 9, READ_ONLY);
    if (zero.b != 0) letter = 0;
    if (ffc_read_file(ctx, &read, 1, zero.a).a != 1 || read != 0) letter = 0;
    if (ffc_close_file(ctx, zero.a) != 0) letter = 0;
    if (ffc_close_file(ctx, zero.a) == 0) letter = 0;
  }
  push(letter);
  ffc_emit(ctx, pop());
}

WORD(read_badly, "read-badly", 7, 0) { ffc_read_file(ctx, (char *)16, 100, shared); }
WORD(read_line_badly, "read-line-badly", 8, 0) { ffc_read_line(ctx, (char *)16, 100, shared); }
WORD(write_badly, "write-badly", 9, 0) { ffc_write_file(ctx, (char *)16, 100, shared); }
WORD(open_badly, "open-badly", 10, 0) { ffc_open_file(ctx, (char *)16, 100, READ_ONLY); }
WORD(rename_badly, "rename-badly", 11, 0) { ffc_rename_file(ctx, "x", 1, (char *)16, 100); }
WORD(negative_size, "negative-size", 12, 0) { ffc_read_file(ctx, buffer, -1, shared); }

PROGRAM {
  struct two path = ffc_arg(ctx, 2);
  if (argument_is(1, "shared")) {
    cell ids[4];
    shared = ffc_create_file(ctx, (char *)path.a, (ucell)path.b, WRITE_ONLY).a;
    for (int i = 0; i < 4; i++) {
      push('a' + i);
      ids[i] = spawn(write_lines_xt);
      pop();
    }
    for (int i = 0; i < 4; i++) ffc_join(ctx, ids[i]);
    dot(ffc_close_file(ctx, shared));
  }
  if (argument_is(1, "model")) {
    cell wrong = 0;
    for (struct two seed = ffc_arg(ctx, 3); seed.b > 0; seed.b--) state = state * 10 + *(char *)seed.a++;
    shared = ffc_create_file(ctx, (char *)path.a, (ucell)path.b, READ_WRITE).a;
    for (int i = 0; i < 20000 && wrong == 0; i++)
      if (!step(ctx, shared)) wrong = i + 1;
    dot(wrong);
  }
  if (argument_is(1, "churn")) {
    cell ids[4];
    for (int i = 0; i < 4; i++) {
      push('+');
      ids[i] = spawn(open_and_close_xt);
      pop();
    }
    for (int i = 0; i < 4; i++) ffc_join(ctx, ids[i]);
  }
  if (argument_is(1, "unflushed") || argument_is(1, "thrown") || argument_is(1, "wait") || argument_is(1, "silent")) {
    struct two file = ffc_create_file(ctx, (char *)path.a, (ucell)path.b, WRITE_ONLY);
    ffc_write_file(ctx, "all of it", 9, file.a);
    if (argument_is(1, "thrown")) ffc_throw(ctx, 77);
    if (argument_is(1, "wait")) say("buffered");
    if (argument_is(1, "wait") || argument_is(1, "silent")) {
      ffc_write(2, "ready", 5);
      for (;;) ffc_ms(ctx, 1000);
    }
  }
  if (argument_is(1, "full")) {
    struct two file = ffc_open_file(ctx, "/dev/full", 9, WRITE_ONLY);
    dot(ffc_write_file(ctx, "small", 5, file.a));
    dot(ffc_flush_file(ctx, file.a));
    dot(ffc_write_file(ctx, buffer, sizeof buffer, file.a));
    dot(ffc_close_file(ctx, file.a));
  }
  if (argument_is(1, "bad-addresses")) {
    shared = ffc_create_file(ctx, (char *)path.a, (ucell)path.b, READ_WRITE).a;
    ffc_write_file(ctx, "some\ntext", 9, shared);
    ffc_reposition_file(ctx, 0, 0, shared);
    dot(catch(read_badly_xt));
    dot(catch(read_line_badly_xt));
    dot(catch(write_badly_xt));
    dot(catch(open_badly_xt));
    dot(catch(rename_badly_xt));
    dot(catch(negative_size_xt));
    dot(ffc_read_file(ctx, buffer, sizeof buffer, shared).a); /* the lock is free */
  }
  if (argument_is(1, "large")) { /* around the buffer and through it */
    shared = ffc_create_file(ctx, (char *)path.a, (ucell)path.b, READ_WRITE).a;
    for (unsigned i = 0; i < sizeof buffer; i++) buffer[i] = (char)(i * 7 + i / 1000);
    for (unsigned i = 0, n; i < sizeof buffer; i += n) {
      n = i % 5 == 0 ? 20000 : 1009;
      if (n > sizeof buffer - i) n = sizeof buffer - i;
      if (ffc_write_file(ctx, buffer + i, n, shared) != 0) say("not written ");
    }
    dot(ffc_file_size(ctx, shared).a);
    ffc_fill(ctx, buffer, sizeof buffer, 0);
    ffc_reposition_file(ctx, 0, 0, shared);
    for (unsigned i = 0, n; i < sizeof buffer; i += n) {
      n = i % 3 == 0 ? 33000 : 777;
      if (n > sizeof buffer - i) n = sizeof buffer - i;
      if (ffc_read_file(ctx, buffer + i, n, shared).a != n) say("not read ");
    }
    cell wrong = 0;
    for (unsigned i = 0; i < sizeof buffer; i++) wrong += buffer[i] != (char)(i * 7 + i / 1000);
    dot(wrong);
  }
  if (argument_is(1, "closed-descriptors")) {
    struct two file = ffc_open_file(ctx, "/dev/null", 9, READ_WRITE);
    ffc_write(2, file.a > 2 ? "above" : "below", 5);
  }
  if (argument_is(1, "close-standard")) {
    dot(ffc_close_file(ctx, 1));
    say("nobody sees this");
    struct two file = ffc_open_file(ctx, "/dev/null", 9, READ_WRITE);
    ffc_write(2, file.a > 2 && ffc_close_file(ctx, 0) == 0 && ffc_key(ctx) == 4 ? "good" : "evil", 4);
  }
  if (argument_is(1, "many")) { /* as many as the system allows, then an ior, then again */
    cell ids[100], n = 0;
    struct two file;
    while (n < 100 && (file = ffc_open_file(ctx, "/dev/null", 9, READ_WRITE)).b == 0) ids[n++] = file.a;
    dot(file.b);
    while (n > 0) dot(ffc_close_file(ctx, ids[--n]));
  }
  if (argument_is(1, "pipes")) {
    static const char quiet[] = "yes | head -n 1; exit 4", descriptors[] = "ls /proc/self/fd | wc -l";
    say("first ");
    dot(ffc_system(ctx, quiet, sizeof quiet - 1));
    struct two in = ffc_open_pipe(ctx, "cat", 3, WRITE_ONLY), out = ffc_open_pipe(ctx, descriptors, sizeof descriptors - 1, READ_ONLY);
    struct two n = ffc_read_line(ctx, buffer, 100, out.a);
    ffc_type(ctx, buffer, (ucell)n.a);
    dot(ffc_close_pipe(ctx, out.a).a);
    dot(ffc_close_pipe(ctx, in.a).a);
  }
  if (argument_is(1, "offsets")) {
    for (struct two seconds; ffc_next_arg(ctx), (seconds = ffc_arg(ctx, 1)).b > 0;) {
      cell n = 0;
      for (cell i = 0; i < seconds.b; i++) n = n * 10 + ((char *)seconds.a)[i] - '0';
      dot(ffc_local_offset(ctx, n));
    }
  }
  if (argument_is(1, "keys")) {
    cell ready = ffc_key_ready(ctx, 0); /* from here on keys are not echoed */
    say("go\n");
    ffc_flush(ctx);
    dot(ready);
    for (cell c; (c = ffc_key(ctx)) != 'q';) dot(c);
    cell n = ffc_accept(ctx, buffer, 50);
    ffc_type(ctx, buffer, (ucell)n);
    if (path.b > 0) {
      ffc_key(ctx);
      ffc_throw(ctx, 99);
    }
  }
}

FORTH_END

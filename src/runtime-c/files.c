/* The table of open files; opening, closing, and what is left to write when the program ends. See files.h. */
#include "files.h"

/* By descriptor: those the system may give are fewer than this. */
#define PER_CHUNK 1024
#define CHUNKS 1024

static struct {
  struct ffc_lock lock;
  struct ffc_file *chunks[CHUNKS];
  int highest; /* descriptor so far */
  bool started;
} table;

static struct ffc_file *entry(long fd) {
  struct ffc_file *chunk = __atomic_load_n(&table.chunks[fd / PER_CHUNK], __ATOMIC_ACQUIRE);
  return chunk ? &chunk[fd % PER_CHUNK] : NULL;
}

struct ffc_file *ffc_file_lock(cell id) {
  long fd = id & (PER_CHUNK * CHUNKS - 1);
  struct ffc_file *file = id == FFC_STDIN ? &ffc_input : entry(fd);
  if (!file) return NULL;
  ffc_lock(&file->lock);
  if (file->open && file->generation == (ucell)id / (PER_CHUNK * CHUNKS)) return file;
  ffc_unlock(&file->lock);
  return NULL;
}

/* At the end of the process. The locks are not needed any more. */
static void last_flush(void) {
  for (int fd = FFC_FIRST_FILE; fd <= table.highest; fd++) {
    struct ffc_file *file = entry(fd);
    if (file && file->writing && file->end != 0 && ffc_lock_soon(&file->lock) && file->open) ffc_file_flush(file);
  }
}

void ffc_files_flush(void) {
  for (int fd = FFC_FIRST_FILE; fd <= table.highest; fd++) {
    struct ffc_file *file = entry(fd);
    if (!file || !file->writing) continue;
    ffc_lock(&file->lock);
    if (file->open && file->writing) ffc_file_flush(file);
    ffc_unlock(&file->lock);
  }
}

/* With the table's lock held. */
static struct ffc_file *make_entry(long fd) {
  FFC_FILE_MESSAGES();
  if (!table.started) {
    table.started = true;
    ffc_at_exit(last_flush);
    ffc_ignore_signal(SIGPIPE); /* a pipe that nobody reads is an ior */
  }
  struct ffc_file **chunk = &table.chunks[fd / PER_CHUNK];
  if (!*chunk) {
    struct ffc_file *fresh = ffc_map(PER_CHUNK * sizeof(struct ffc_file));
    if (!fresh) return NULL;
    __atomic_store_n(chunk, fresh, __ATOMIC_RELEASE);
  }
  if (fd > table.highest) table.highest = (int)fd;
  return &(*chunk)[fd % PER_CHUNK];
}

struct two ffc_file_new(long fd, bool read_only, int process) {
  if (fd < 0) return (struct two){0, ffc_ior(fd)};
  if (fd < FFC_FIRST_FILE) { /* one of the standard descriptors was closed: it is no place for a file */
    long above = ffc_descriptor_above(fd, FFC_FIRST_FILE);
    ffc_close(fd);
    return ffc_file_new(above, read_only, process);
  }
  ffc_lock(&table.lock);
  struct ffc_file *file = fd < PER_CHUNK * CHUNKS ? make_entry(fd) : NULL;
  ffc_unlock(&table.lock);
  if (!file) {
    ffc_close(fd);
    return (struct two){0, ffc_ior(-ENOMEM)};
  }
  /* Nobody else can have the descriptor, so nobody has the entry. */
  ffc_lock(&file->lock);
  file->fd = (int)fd;
  file->read_only = read_only;
  file->writing = file->at_end = false;
  file->next = file->end = 0;
  file->process = process;
  file->open = true;
  cell id = fd + (cell)file->generation * (PER_CHUNK * CHUNKS);
  ffc_unlock(&file->lock);
  return (struct two){id, 0};
}

bool ffc_file_buffer(struct ffc_context *ctx, struct ffc_file *file) {
  if (file->buffer) return true;
  file->size = FFC_FILE_BUFFER;
  file->buffer = ffc_heap_get(ctx, FFC_FILE_BUFFER);
  return file->buffer != NULL;
}

/* A standard descriptor stays in use, or the next file would get its number: it leads nowhere then. */
static long close_standard(struct ffc_context *ctx, int fd) {
  if (fd == FFC_STDOUT) ffc_flush_output(ctx);
  long nowhere = ffc_open("/dev/null", O_RDWR | O_CLOEXEC, 0);
  if (nowhere < 0) return nowhere;
  long result = ffc_descriptor_becomes(fd, nowhere);
  ffc_close(nowhere);
  if (fd == FFC_STDIN) ffc_input.next = ffc_input.end = 0;
  return result < 0 ? result : 0;
}

long ffc_file_close(struct ffc_context *ctx, cell id, int *process) {
  *process = 0;
  if (id >= 0 && id < FFC_FIRST_FILE) return close_standard(ctx, (int)id);
  struct ffc_file *file = ffc_file_lock(id);
  if (!file) return -EBADF;
  long error = file->writing ? ffc_file_flush(file) : 0;
  int fd = file->fd;
  char *buffer = file->buffer;
  *process = file->process;
  file->open = file->writing = false;
  file->end = 0;
  file->generation++;
  file->buffer = NULL;
  ffc_unlock(&file->lock);
  if (buffer) ffc_heap_put(ctx, buffer);
  long closed = ffc_close(fd);
  return error < 0 ? error : closed;
}

static cell ior_of(long result) { return result < 0 ? ffc_ior(result) : 0; }

/* Of ways to open: 0 R/O, 2 R/W, 4 W/O, and 1 more for BIN. */
static int open_flags(ucell fam) {
  static const uint16_t flags[] = {O_RDONLY, O_RDWR, O_WRONLY};
  return fam / 2 < 3 ? flags[fam / 2] | O_CLOEXEC : -1;
}

static struct two open_path(struct ffc_context *ctx, const char *path, ucell length, ucell fam, int more) {
  long fd = -EINVAL, error = 0;
  if (open_flags(fam) < 0) return (struct two){0, ffc_ior(fd)};
  char *name = ffc_c_string(ctx, path, length, FFC_PATH_LIMIT, &error);
  if (!name) return (struct two){0, ffc_ior(error)};
  do fd = ffc_open(name, open_flags(fam) | more, 0666);
  while (fd == -EINTR);
  ffc_heap_put(ctx, name);
  return ffc_file_new(fd, fam / 2 == 0, 0);
}

struct two ffc_open_file(struct ffc_context *ctx, const char *path, ucell length, ucell fam) {
  FFC_ENTER(ctx);
  return open_path(ctx, path, length, fam, 0);
}

struct two ffc_create_file(struct ffc_context *ctx, const char *path, ucell length, ucell fam) {
  FFC_ENTER(ctx);
  return open_path(ctx, path, length, fam, O_CREAT | O_TRUNC);
}

cell ffc_close_file(struct ffc_context *ctx, cell id) {
  FFC_ENTER(ctx);
  int process;
  return ior_of(ffc_file_close(ctx, id, &process));
}

/*
 * Files: what files.c (the table of open files), file-read.c, file-write.c and the others share.
 *
 * A fileid is a descriptor and, above it, how often the descriptor was used before: an id of a file that was
 * closed is never the id of another. Each file has one buffer, which holds either what was read ahead or what is
 * still to be written, and a lock. 0 is standard input, whose buffer KEY and ACCEPT take from; 1 is standard output,
 * which has the buffer of TYPE (output.c); 2 is standard error, without a buffer.
 *
 * Results are iors: 0, or -512 - errno.
 */
#ifndef FFC_FILES_H
#define FFC_FILES_H

#include "ffc.h"
#include "platform/files.h"

/* Fits into a block of 16 KB of the heap. */
#define FFC_FILE_BUFFER (16384 - 8)

struct ffc_file {
  struct ffc_lock lock;
  uint32_t generation; /* how often the descriptor was used before */
  int fd;
  bool open, read_only, writing, at_end;
  unsigned next, end; /* in the buffer: what was read and not taken, or from 0 on what is to be written */
  unsigned size;      /* of the buffer */
  int process;        /* of open-pipe; 0 if there is none */
  char *buffer;       /* 0 until the first access */
};

enum { FFC_STDIN, FFC_STDOUT, FFC_STDERR, FFC_FIRST_FILE };

static inline cell ffc_ior(long error) { return FFC_FIRST_IOR + error; }

/* Whoever refers to it has texts for iors that nobody catches. */
extern const char ffc_file_messages[];
#define FFC_FILE_MESSAGES() __asm__("" : : "r"(ffc_file_messages))

/* The file with this id, locked; NULL if it is none (any more). */
struct ffc_file *ffc_file_lock(cell id);
/* A table entry for a descriptor that was opened, or for -errno: id and ior. */
struct two ffc_file_new(long fd, bool read_only, int process);
/* Makes the buffer, if there is none. False if there is no memory. */
bool ffc_file_buffer(struct ffc_context *, struct ffc_file *);
/* Writes out what the buffer still has, whoever's file it is. */
void ffc_files_flush(void);
/* 0 or -errno. */
long ffc_file_flush(struct ffc_file *);
/* The same, and gives up what was read ahead: the system's position is the program's then. */
long ffc_file_settle(struct ffc_file *);
long ffc_file_close(struct ffc_context *, cell id, int *process);

/* A path or a command with a 0 at its end, on the heap; or NULL and -errno. */
char *ffc_c_string(struct ffc_context *, const char *text, ucell length, ucell limit, long *error);
#define FFC_PATH_LIMIT 4096

/* Standard input. */
extern struct ffc_file ffc_input;
/* Reads what there is into an empty buffer, waiting for it: how much, 0 at the end, or -errno. */
long ffc_file_fill(struct ffc_context *, struct ffc_file *);

#endif

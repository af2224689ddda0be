/*
 * Texts for iors that are thrown: errno n is the code -512 - n, whose byte is 128 + n. In a program with files this
 * table is used instead of that of threads, so it has their texts, too. Not by way of ffc.h, which declares the name
 * of the table weak: here it is not.
 */
#include "messages.h"

/* The numbers up to 34 are the same everywhere, but for 11. */
#if defined(__linux__)
#define FFC_SYSTEM_MESSAGES                          \
  FFC_MESSAGE("\x8b", "try again")                   \
  FFC_MESSAGE("\xa4", "name too long")               \
  FFC_MESSAGE("\xa7", "directory not empty")         \
  FFC_MESSAGE("\xa8", "too many symbolic links")
#else
#define FFC_SYSTEM_MESSAGES                          \
  FFC_MESSAGE("\xa3", "try again")                   \
  FFC_MESSAGE("\xbe", "too many symbolic links")     \
  FFC_MESSAGE("\xbf", "name too long")               \
  FFC_MESSAGE("\xc2", "directory not empty")
#endif

/* Asked for by whoever can throw one of them. */
extern const char ffc_file_messages[], ffc_own_messages[];
const char ffc_file_messages[] = "";

const char ffc_own_messages[] =
    FFC_TASK_MESSAGES
    FFC_SYNC_MESSAGES
    FFC_MESSAGE("\x81", "operation not permitted")
    FFC_MESSAGE("\x82", "no such file or directory")
    FFC_MESSAGE("\x83", "no such process")
    FFC_MESSAGE("\x84", "interrupted")
    FFC_MESSAGE("\x85", "input or output error")
    FFC_MESSAGE("\x87", "argument list too long")
    FFC_MESSAGE("\x88", "not a program")
    FFC_MESSAGE("\x89", "not an open file")
    FFC_MESSAGE("\x8a", "no such child process")
    FFC_MESSAGE("\x8c", "out of memory")
    FFC_MESSAGE("\x8d", "permission denied")
    FFC_MESSAGE("\x8e", "bad address")
    FFC_MESSAGE("\x90", "device or resource busy")
    FFC_MESSAGE("\x91", "file exists")
    FFC_MESSAGE("\x92", "not on the same file system")
    FFC_MESSAGE("\x93", "no such device")
    FFC_MESSAGE("\x94", "not a directory")
    FFC_MESSAGE("\x95", "is a directory")
    FFC_MESSAGE("\x96", "invalid argument")
    FFC_MESSAGE("\x97", "too many open files in the system")
    FFC_MESSAGE("\x98", "too many open files")
    FFC_MESSAGE("\x99", "not a terminal")
    FFC_MESSAGE("\x9a", "program is running")
    FFC_MESSAGE("\x9b", "file too large")
    FFC_MESSAGE("\x9c", "no space left on the device")
    FFC_MESSAGE("\x9d", "has no positions")
    FFC_MESSAGE("\x9e", "read-only file system")
    FFC_MESSAGE("\x9f", "too many links")
    FFC_MESSAGE("\xa0", "nobody reads from the pipe")
    FFC_SYSTEM_MESSAGES;

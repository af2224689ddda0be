/*
 * Texts for iors that are thrown: errno n is the code -512 - n, whose byte is 213 + n. In a program with files this
 * table is used instead of that of threads, so it has their texts, too. Not by way of ffc.h, which declares the name
 * of the table weak: here it is not.
 */
#include "messages.h"

/* Asked for by whoever can throw one of them. */
extern const char ffc_file_messages[], ffc_own_messages[];
const char ffc_file_messages[] = "";

const char ffc_own_messages[] =
    FFC_TASK_MESSAGES
    FFC_MESSAGE("\xd6", "operation not permitted")
    FFC_MESSAGE("\xd7", "no such file or directory")
    FFC_MESSAGE("\xd8", "no such process")
    FFC_MESSAGE("\xd9", "interrupted")
    FFC_MESSAGE("\xda", "input or output error")
    FFC_MESSAGE("\xdc", "argument list too long")
    FFC_MESSAGE("\xdd", "not a program")
    FFC_MESSAGE("\xde", "not an open file")
    FFC_MESSAGE("\xdf", "no such child process")
    FFC_MESSAGE("\xe0", "try again")
    FFC_MESSAGE("\xe1", "out of memory")
    FFC_MESSAGE("\xe2", "permission denied")
    FFC_MESSAGE("\xe3", "bad address")
    FFC_MESSAGE("\xe5", "device or resource busy")
    FFC_MESSAGE("\xe6", "file exists")
    FFC_MESSAGE("\xe7", "not on the same file system")
    FFC_MESSAGE("\xe8", "no such device")
    FFC_MESSAGE("\xe9", "not a directory")
    FFC_MESSAGE("\xea", "is a directory")
    FFC_MESSAGE("\xeb", "invalid argument")
    FFC_MESSAGE("\xec", "too many open files in the system")
    FFC_MESSAGE("\xed", "too many open files")
    FFC_MESSAGE("\xee", "not a terminal")
    FFC_MESSAGE("\xef", "program is running")
    FFC_MESSAGE("\xf0", "file too large")
    FFC_MESSAGE("\xf1", "no space left on the device")
    FFC_MESSAGE("\xf2", "has no positions")
    FFC_MESSAGE("\xf3", "read-only file system")
    FFC_MESSAGE("\xf4", "too many links")
    FFC_MESSAGE("\xf5", "nobody reads from the pipe")
    FFC_MESSAGE("\xf9", "name too long")
    FFC_MESSAGE("\xfc", "directory not empty")
    FFC_MESSAGE("\xfd", "too many symbolic links");

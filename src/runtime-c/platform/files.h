/* Picks what the system says of files; linux-files.h explains it. */
#ifndef FFC_PLATFORM_FILES_H
#define FFC_PLATFORM_FILES_H

#if defined(__linux__)
#include "linux-files.h"
#elif defined(__APPLE__)
#include "macos-files.h"
#endif

#endif

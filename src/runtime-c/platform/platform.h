/* Picks the operating system. Each header there declares the same names; linux.h explains them. */
#ifndef FFC_PLATFORM_H
#define FFC_PLATFORM_H

#if defined(__linux__)
#include "linux.h"
#else
#error "no such platform yet"
#endif

#endif

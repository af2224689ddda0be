/* The smallest program: what a binary costs at least. */
#include "forth.h"

FORTH_BEGIN("hello.fs")
PROGRAM { say("hello, world\n"); }
FORTH_END

/* Imports a function that the loader does not have. */
#include "system.h"

int main(void) { return printf("hello\n"); }

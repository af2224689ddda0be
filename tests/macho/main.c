/* Runs a Mach-O program: macho-loader PROGRAM [ARGUMENT...]. With --check in front it only loads it. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "loader.h"

static const char *program = "(none)";
char **mac_environment;

/* In one piece, and without what C keeps buffered: it may be said in a handler of a signal. */
static void say(const char *kind, const char *format, va_list values) {
  char text[500];
  int length = snprintf(text, sizeof text, "macho: %s: %s", program, kind);
  if (length > (int)sizeof text - 200) length = (int)sizeof text - 200;
  length += vsnprintf(text + length, sizeof text - (size_t)length - 1, format, values);
  if (length > (int)sizeof text - 2) length = (int)sizeof text - 2;
  text[length++] = '\n';
  if (write(2, text, (size_t)length) < 0) _exit(STATUS_VIOLATION);
}

void refuse(const char *format, ...) {
  va_list values;
  va_start(values, format);
  say("", format, values);
  _exit(STATUS_REFUSED);
}

void violation(const char *format, ...) {
  va_list values;
  va_start(values, format);
  say("violation: ", format, values);
  _exit(STATUS_VIOLATION);
}

int main(int argc, char **argv, char **environment) {
  bool only_check = argc > 1 && strcmp(argv[1], "--check") == 0;
  int first = only_check ? 2 : 1;
  if (argc <= first) {
    fprintf(stderr, "usage: %s [--check] PROGRAM [ARGUMENT...]\n", argv[0]);
    return STATUS_REFUSED;
  }
  program = argv[first];
  mac_environment = environment;

  struct image image = {0};
  read_image(&image, program);
  check_signature(&image);
  map_segments(&image);
  apply_fixups(&image);
  protect_segments(&image);
  if (only_check) return 0;
  share_fault_handler();
  run_main(&image, argc - first, argv + first, environment);
}

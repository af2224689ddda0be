/* An interpreter of byte code for a machine with a stack and variables: a table of functions. */
#include "common.h"

static long machine_stack[64];
static long variables[8];
static long *sp; /* the topmost cell; grows up */
static const unsigned char *ip;
static int running;

static inline void push(long x) { *++sp = x; }
static inline long pop(void) { return *sp--; }
static inline unsigned char operand(void) { return *ip++; }

static void op_halt(void) { running = 0; }
static void op_literal(void) { push(operand()); }
static void op_load(void) { push(variables[operand()]); }
static void op_store(void) { variables[operand()] = pop(); }
static void op_add(void) { long b = pop(); push(pop() + b); }
static void op_subtract(void) { long b = pop(); push(pop() - b); }
static void op_multiply(void) { long b = pop(); push(pop() * b); }
static void op_and(void) { long b = pop(); push(pop() & b); }
static void op_shift_right(void) { long b = pop(); push((unsigned long)pop() >> b); }
static void op_less(void) { long b = pop(); push(-(pop() < b)); }
static void op_back_if(void) {
  long distance = operand();
  if (pop()) ip -= distance;
}
static void op_skip_unless(void) {
  long distance = operand();
  if (!pop()) ip += distance;
}

static void (*const operations[])(void) = {
    op_halt,     op_literal, op_load,        op_store, op_add,     op_subtract,
    op_multiply, op_and,     op_shift_right, op_less,  op_back_if, op_skip_unless,
};

static void run(const unsigned char *code) {
  ip = code;
  sp = machine_stack;
  running = 1;
  while (running) operations[operand()]();
}

enum { HALT, LIT, LOAD, STORE, ADD, SUB, MUL, AND, SHIFT, LESS, BACK_IF, SKIP_UNLESS };

/* Variable 0: how many numbers; 1: sum; 2: a number that looks random. */
static const unsigned char program[] = {
    LIT, 0, STORE, 1,
    LOAD, 2, LIT, 75, MUL, LIT, 74, ADD, LIT, 255, LIT, 1, ADD, LIT, 255, MUL, LIT, 255, ADD,
    AND, STORE, 2,
    LOAD, 2, LIT, 9, SHIFT, LIT, 1, AND, SKIP_UNLESS, 10,
    LOAD, 1, LOAD, 2, LIT, 3, SHIFT, ADD, STORE, 1,
    LOAD, 0, LIT, 1, SUB, STORE, 0,
    LIT, 0, LOAD, 0, LESS, BACK_IF, 56,
    HALT,
};

static long kernel(long n) {
  variables[0] = n;
  variables[2] = n;
  run(program);
  return variables[1];
}

int main(int argc, char **argv) {
  printf("%ld \n", kernel(size(argc, argv)));
  return 0;
}

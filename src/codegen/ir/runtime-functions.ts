/**
 * The C functions that compiled code calls, one row each. `src/runtime-c/ffc.h` declares the same
 * functions; each takes the thread's context as its first argument, before the ones counted here.
 * `callbacks` are those that can run Forth code or block and so may see any memory change.
 */
export interface RuntimeFunction {
  args: number;
  /** Operands that are floats, counted apart from the cells as C does: `args` are the cells. */
  fargs?: number;
  /** 0, 1 or 2 cells: C's return value, as `struct two { cell a, b; }` if two. */
  results: number;
  /** Besides them a float: C returns a double, or a struct of one cell and a double. */
  fresult?: true;
  noreturn?: boolean;
  /** Neither reads nor writes the program's memory: stores may be kept in registers across it. */
  isolated?: boolean;
  /** Operand 0 is a data-stack pointer: reads cells at or above it, and forgets it. */
  takesStackPointer?: boolean;
}

export const RUNTIME_FUNCTIONS: Readonly<Record<string, RuntimeFunction>> = {
  // errors
  ffc_throw: { args: 1, results: 0, noreturn: true },
  ffc_abort_message: { args: 2, results: 0, noreturn: true }, // c-addr u: prints it when uncaught, throws -2
  ffc_bye: { args: 1, results: 0, noreturn: true }, // exit status
  // input and output
  ffc_type: { args: 2, results: 0 }, // c-addr u
  ffc_emit: { args: 1, results: 0, isolated: true }, // char
  ffc_dot: { args: 1, results: 0 }, // n, in the number base
  ffc_udot: { args: 1, results: 0 }, // u
  ffc_type_to: { args: 3, results: 0 }, // c-addr u fd: 1 buffered, 2 unbuffered
  ffc_flush: { args: 0, results: 0, isolated: true },
  ffc_key: { args: 0, results: 1, isolated: true },
  ffc_accept: { args: 2, results: 1 }, // c-addr +n -- +n2
  // memory
  ffc_allocate: { args: 1, results: 2 }, // u -- a-addr ior
  ffc_free: { args: 1, results: 1 }, // a-addr -- ior
  ffc_resize: { args: 2, results: 2 }, // a-addr u -- a-addr2 ior
  ffc_move: { args: 3, results: 0 }, // from to u, may overlap
  ffc_fill: { args: 3, results: 0 }, // c-addr u char
  ffc_cons: { args: 2, results: 1 }, // list x -- list2
  ffc_here: { args: 0, results: 1, isolated: true }, // address of free data space at run time
  ffc_allot: { args: 1, results: 0, isolated: true }, // n, may be negative
  // time, arguments
  ffc_utime: { args: 0, results: 1, isolated: true }, // microseconds since 1970
  ffc_cputime: { args: 0, results: 2, isolated: true }, // microseconds: user, system
  ffc_ms: { args: 1, results: 0 },
  ffc_argc: { args: 0, results: 1, isolated: true }, // address of the cell with their number
  ffc_arg: { args: 1, results: 2, isolated: true }, // n -- c-addr u (0 0 if there is none)
  ffc_next_arg: { args: 0, results: 2 }, // -- c-addr u (0 0 if there is none)
  // threads; ffc_spawn takes the pointer of the data stack above which the n inputs lie
  ffc_spawn: { args: 3, results: 1, takesStackPointer: true }, // sp n xt -- tid
  ffc_spawn_inputs: { args: 1, results: 1 }, // xt -- n, throws if the token says "not known"
  ffc_join: { args: 1, results: 0 },
  ffc_detach: { args: 1, results: 0 },
  // channels
  ffc_channel: { args: 1, results: 1 }, // capacity in cells -- chan
  ffc_send: { args: 2, results: 0 }, // x chan
  ffc_recv: { args: 1, results: 1 },
  ffc_recv_flag: { args: 1, results: 2 }, // chan -- x flag
  ffc_try_send: { args: 2, results: 1 },
  ffc_try_recv: { args: 1, results: 2 },
  ffc_close_channel: { args: 1, results: 0 },
  ffc_closed: { args: 1, results: 1 },
};

export const resultsOfRuntime = (callee: RuntimeFunction): number =>
  callee.results + (callee.fresult === true ? 1 : 0);

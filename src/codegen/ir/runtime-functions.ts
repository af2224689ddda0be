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
  /** Writes cells below that pointer. */
  leavesCells?: boolean;
  /** Leaves for a handler, which finds the cells that lie in stack memory. */
  unwinds?: boolean;
}

export const RUNTIME_FUNCTIONS: Readonly<Record<string, RuntimeFunction>> = {
  // errors
  ffc_throw: { args: 1, results: 0, noreturn: true, unwinds: true },
  ffc_abort_message: { args: 2, results: 0, noreturn: true, unwinds: true }, // c-addr u: prints it when uncaught, throws -2
  ffc_bye: { args: 1, results: 0, noreturn: true }, // exit status
  // input and output
  ffc_type: { args: 2, results: 0 }, // c-addr u
  ffc_emit: { args: 1, results: 0, isolated: true }, // char
  ffc_dot: { args: 1, results: 0 }, // n, in the number base
  ffc_udot: { args: 1, results: 0 }, // u
  ffc_output_file: { args: 0, results: 1, isolated: true }, // address of the cell that says where output goes
  ffc_flush: { args: 0, results: 0, isolated: true },
  ffc_key: { args: 0, results: 1, isolated: true },
  ffc_accept: { args: 2, results: 1 }, // c-addr +n -- +n2
  // files; a name or a buffer is c-addr u, ior is 0 or -512 - errno
  ffc_open_file: { args: 3, results: 2 }, // c-addr u fam -- fileid ior
  ffc_create_file: { args: 3, results: 2 },
  ffc_close_file: { args: 1, results: 1, isolated: true }, // fileid -- ior
  ffc_read_file: { args: 3, results: 2 }, // c-addr u fileid -- u2 ior
  ffc_read_line: { args: 3, results: 2 }, // c-addr u fileid -- u2 (1, 0 at the end, or ior)
  ffc_key_file: { args: 1, results: 1, isolated: true }, // fileid -- char or -1
  ffc_key_ready_file: { args: 1, results: 1, isolated: true }, // fileid -- flag
  ffc_file_eof: { args: 1, results: 1, isolated: true }, // fileid -- flag
  ffc_write_file: { args: 3, results: 1 }, // c-addr u fileid -- ior
  ffc_write_line: { args: 3, results: 1 },
  ffc_emit_file: { args: 2, results: 1, isolated: true }, // char fileid -- ior
  ffc_flush_file: { args: 1, results: 1, isolated: true },
  ffc_file_position: { args: 1, results: 2, isolated: true }, // fileid -- u ior
  ffc_reposition_file: { args: 3, results: 1, isolated: true }, // ud fileid -- ior
  ffc_file_size: { args: 1, results: 2, isolated: true },
  ffc_resize_file: { args: 3, results: 1, isolated: true },
  ffc_delete_file: { args: 2, results: 1 },
  ffc_rename_file: { args: 4, results: 1 },
  ffc_file_status: { args: 2, results: 2 }, // c-addr u -- fam ior
  ffc_open_directory: { args: 2, results: 2 }, // c-addr u -- fileid ior
  ffc_read_directory: { args: 3, results: 2 }, // c-addr u fileid -- u2 (1, 0 at the end, or ior)
  ffc_make_directory: { args: 3, results: 1 }, // c-addr u mode -- ior
  ffc_set_directory: { args: 2, results: 1 },
  ffc_get_directory: { args: 2, results: 1 }, // c-addr u -- u2
  // processes and the terminal
  ffc_system: { args: 2, results: 1 }, // c-addr u -- status
  ffc_start_process: { args: 4, results: 2 }, // c-addr u fileid fileid -- pid ior
  ffc_wait_process: { args: 1, results: 2 }, // pid -- n ior
  ffc_signal_process: { args: 2, results: 1 }, // signal pid -- ior
  ffc_open_pipe: { args: 3, results: 2 }, // c-addr u fam -- fileid ior
  ffc_close_pipe: { args: 1, results: 2 }, // fileid -- status ior
  ffc_create_pipe: { args: 0, results: 2, isolated: true },
  ffc_process_id: { args: 0, results: 1, isolated: true },
  ffc_getenv: { args: 2, results: 2 }, // c-addr u -- c-addr2 u2
  ffc_key_ready: { args: 1, results: 1, isolated: true }, // milliseconds -- flag
  ffc_form: { args: 0, results: 2, isolated: true }, // -- rows columns
  // memory
  ffc_allocate: { args: 1, results: 2 }, // u -- a-addr ior
  ffc_free: { args: 1, results: 1 }, // a-addr -- ior
  ffc_resize: { args: 2, results: 2 }, // a-addr u -- a-addr2 ior
  ffc_move: { args: 3, results: 0 }, // from to u, may overlap
  ffc_fill: { args: 3, results: 0 }, // c-addr u char
  ffc_cons: { args: 2, results: 1 }, // list x -- list2
  ffc_data_space: { args: 3, results: 0, isolated: true }, // start, here and end of data space at run time
  ffc_here: { args: 0, results: 1, isolated: true }, // address of free data space at run time
  ffc_allot: { args: 1, results: 0, isolated: true }, // n, may be negative
  ffc_unused: { args: 0, results: 1, isolated: true }, // bytes of it that are left
  // floats
  ffc_represent: { args: 2, fargs: 1, results: 2 }, // c-addr u r -- n flags: 1 negative, 2 a number
  ffc_to_float: { args: 2, results: 1, fresult: true }, // c-addr u -- flag r
  // time, arguments
  ffc_utime: { args: 0, results: 1, isolated: true }, // microseconds since 1970
  ffc_ntime: { args: 0, results: 1, isolated: true }, // nanoseconds since 1970
  ffc_monotonic: { args: 0, results: 1, isolated: true }, // microseconds since some time in the past
  ffc_local_offset: { args: 1, results: 1, isolated: true }, // seconds since 1970 -- seconds east of UTC
  ffc_cputime: { args: 0, results: 2, isolated: true }, // microseconds: user, system
  ffc_ms: { args: 1, results: 0 },
  ffc_argc: { args: 0, results: 1, isolated: true }, // address of the cell with their number
  ffc_argv: { args: 0, results: 1, isolated: true }, // address of the cell with where they begin
  ffc_arg: { args: 1, results: 2, isolated: true }, // n -- c-addr u (0 0 if there is none)
  ffc_next_arg: { args: 0, results: 2 }, // -- c-addr u (0 0 if there is none)
  // threads; ffc_spawn takes the pointer of the data stack above which the n inputs lie
  ffc_spawn: { args: 3, results: 1, takesStackPointer: true }, // sp n xt -- tid
  ffc_spawn_inputs: { args: 1, results: 1 }, // xt -- n, throws if the token says "not known"
  ffc_join: { args: 1, results: 0 },
  ffc_join_result: { args: 2, results: 2, takesStackPointer: true, leavesCells: true }, // sp tid -- n ior
  ffc_detach: { args: 1, results: 0 },
  ffc_set_thread_name: { args: 2, results: 0 }, // c-addr u
  ffc_thread_name: { args: 0, results: 2, isolated: true }, // -- c-addr u
  ffc_log: { args: 3, results: 0 }, // c-addr u level, from 0 to 3
  ffc_watch_signals: { args: 1, results: 1, isolated: true }, // bits -- watch
  ffc_next_signal: { args: 1, results: 1 }, // watch -- signal
  ffc_default_action: { args: 1, results: 0, isolated: true }, // signal
  // channels
  ffc_channel: { args: 1, results: 1 }, // capacity in cells -- chan
  ffc_send: { args: 2, results: 0 }, // x chan
  ffc_recv: { args: 1, results: 1 },
  ffc_recv_flag: { args: 1, results: 2 }, // chan -- x flag
  ffc_try_send: { args: 2, results: 1 },
  ffc_try_recv: { args: 1, results: 2 },
  ffc_send_timeout: { args: 3, results: 1 }, // x ms chan -- flag
  ffc_recv_timeout: { args: 2, results: 2 }, // ms chan -- x flag
  ffc_free_channel: { args: 1, results: 0 },
  ffc_select_begin: { args: 0, results: 0, isolated: true },
  ffc_select_send: { args: 2, results: 0 }, // x chan
  ffc_select_recv: { args: 1, results: 0 }, // chan
  ffc_select: { args: 1, results: 2 }, // milliseconds, for ever if negative -- x 2 * case + (not closed)
  ffc_close_channel: { args: 1, results: 0 },
  ffc_closed: { args: 1, results: 1 },
  // mutexes, semaphores and wait-groups
  ffc_mutex: { args: 1, results: 1 }, // state at the beginning -- addr
  ffc_semaphore: { args: 1, results: 1 },
  ffc_wait_group: { args: 1, results: 1 },
  ffc_once: { args: 1, results: 1 },
  ffc_mutex_lock: { args: 1, results: 0 },
  ffc_mutex_try: { args: 1, results: 1 },
  ffc_mutex_lock_timeout: { args: 2, results: 1 }, // ms m -- flag
  ffc_mutex_unlock: { args: 1, results: 0 },
  ffc_semaphore_acquire: { args: 1, results: 0 },
  ffc_semaphore_try: { args: 1, results: 1 },
  ffc_semaphore_acquire_timeout: { args: 2, results: 1 }, // ms sem -- flag
  ffc_semaphore_release: { args: 1, results: 0 },
  ffc_wait_group_add: { args: 2, results: 0 }, // n wg
  ffc_wait_group_wait: { args: 1, results: 0 },
  ffc_wait_group_wait_timeout: { args: 2, results: 1 }, // ms wg -- flag
  // --check-threads
  ffc_check_use: { args: 2, results: 0 }, // addr use
  ffc_check_made: { args: 2, results: 0 }, // addr kind
  ffc_check_locked: { args: 2, results: 0 }, // addr flag
  ffc_check_count: { args: 2, results: 0 }, // n wg
  ffc_check_free: { args: 1, results: 1 }, // a-addr -- ior
  ffc_check_spawned: { args: 1, results: 0 }, // tid
  ffc_check_join: { args: 2, results: 0 }, // tid flag: it is detached
};

export const resultsOfRuntime = (callee: RuntimeFunction): number =>
  callee.results + (callee.fresult === true ? 1 : 0);

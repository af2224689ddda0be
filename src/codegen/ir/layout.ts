/**
 * Layout that compiled code shares with the C runtime (docs/runtime-abi.md); `src/runtime-c/ffc.h` has
 * the same numbers in `_Static_assert`s and a test compares them.
 */
export const CONTEXT = {
  handler: 0,
  stackBase: 8,
  base: 16,
  hld: 24,
  hold: 32,
  holdSize: 264,
  pad: 296,
  padSize: 1024,
  floatPointer: 1320,
  floatBase: 1384,
} as const;

export const CHANNEL_SIZE = 128;
/** Of a mutex, semaphore, wait-group or once. */
export const SYNC_SIZE = 40;
export const TOKEN_SIZE = 24;

/** Symbol of the main thread's context. */
export const MAIN_CONTEXT = "ffc_main_context";

/**
 * Layout that compiled code shares with the C runtime (docs/runtime-abi.md); `src/runtime-c/ffc.h` has
 * the same numbers in `_Static_assert`s and a test compares them.
 */
import type { SharedKind } from "./types.ts";

export const CONTEXT = {
  handler: 0,
  stackBase: 8,
  base: 16,
  hld: 24,
  floatPointer: 32,
  floatBase: 224,
  hold: 256,
  holdSize: 264,
  pad: 520,
  padSize: 1024,
} as const;

export const CHANNEL_SIZE = 128;
/** Of a mutex, semaphore, wait-group or once. */
export const SYNC_SIZE = 40;
export const TOKEN_SIZE = 24;

/** Symbol of the main thread's context. */
export const MAIN_CONTEXT = "ffc_main_context";

/** Numbered as `enum ffc_kind` of the runtime. */
export const SHARED_KINDS: readonly SharedKind[] = [
  "channel",
  "mutex",
  "semaphore",
  "wait-group",
  "once",
  "holder",
];

/** What a function of the runtime makes that threads share. */
export const SHARED_MAKERS: ReadonlyMap<string, SharedKind> = new Map([
  ["ffc_channel", "channel"],
  ["ffc_mutex", "mutex"],
  ["ffc_semaphore", "semaphore"],
  ["ffc_wait_group", "wait-group"],
  ["ffc_once", "once"],
]);

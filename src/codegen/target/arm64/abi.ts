/** Calling conventions on ARM64: docs/runtime-abi.md, and AAPCS64 6.4 for C. */
import type { Conventions } from "../selection.ts";
import { CALLER_SAVED, CALLER_SAVED_INTS, V0, X0, X1, X19, X20 } from "./regs.ts";

export const CONTEXT_POINTER = X20;

export const CONVENTIONS: Conventions = {
  stackPointer: X19,
  cells: [0, 1, 2, 3, 4, 5],
  floats: [0, 1, 2, 3, 4, 5].map((n) => V0 + n),
  // After the context, which is in x0.
  cContext: X0,
  cOperands: [1, 2, 3, 4, 5, 6, 7],
  cFloats: [0, 1, 2, 3, 4, 5, 6, 7].map((n) => V0 + n),
  cResults: [X0, X1],
  cFloatResult: V0,
  cFloatBehindCell: { reg: X1, op: "fmov" },
  token: X0,
  catchToken: X0,
  catchCode: X0,
  clobbered: CALLER_SAVED,
  clobberedInts: CALLER_SAVED_INTS,
};

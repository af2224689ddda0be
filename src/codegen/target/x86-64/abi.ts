/** Calling conventions on x86-64: docs/runtime-abi.md, and System V psABI 3.2.1 and 3.2.3 for C. */
import type { Conventions } from "../selection.ts";
import { CALLER_SAVED, CALLER_SAVED_INTS, R8, R9, R12, R13, RAX, RCX, RDI, RDX, RSI, XMM0 } from "./regs.ts";

export const CONTEXT_POINTER = R13;
export const C_CONTEXT = RDI;

export const CONVENTIONS: Conventions = {
  stackPointer: R12,
  cells: [RDI, RSI, RDX, RCX, R8, R9],
  // As C passes them too, as far as they go.
  floats: [0, 1, 2, 3, 4, 5].map((n) => XMM0 + n),
  cContext: C_CONTEXT,
  cOperands: [RSI, RDX, RCX, R8, R9],
  cFloats: [0, 1, 2, 3, 4, 5, 6, 7].map((n) => XMM0 + n),
  cResults: [RAX, RDX],
  cFloatResult: XMM0,
  cFloatBehindCell: undefined,
  token: RAX,
  catchToken: RDI,
  catchCode: RAX,
  clobbered: CALLER_SAVED,
  clobberedInts: CALLER_SAVED_INTS,
};

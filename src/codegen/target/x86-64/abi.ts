/** Calling conventions on x86-64: docs/runtime-abi.md, and System V psABI 3.2.1 and 3.2.3 for C. */
import type { Reg } from "../machine.ts";
import { R8, R9, R12, R13, RAX, RCX, RDI, RDX, RSI, XMM0 } from "./regs.ts";

/** Inputs and outputs of `reg` functions, deepest cell first. */
export const CELLS: readonly Reg[] = [RDI, RSI, RDX, RCX, R8, R9];
/** Float inputs and outputs, deepest first: as C passes them too, as far as they go. */
export const FLOATS: readonly Reg[] = [0, 1, 2, 3, 4, 5].map((n) => XMM0 + n);
export const C_FLOATS: readonly Reg[] = [0, 1, 2, 3, 4, 5, 6, 7].map((n) => XMM0 + n);
/** Operands of C functions, after the context. */
export const C_CONTEXT = RDI;
export const C_OPERANDS: readonly Reg[] = [RSI, RDX, RCX, R8, R9];
export const C_RESULTS: readonly Reg[] = [RAX, RDX];
export const C_FLOAT_RESULT = XMM0;

export const STACK_POINTER = R12;
export const CONTEXT_POINTER = R13;

/** The register that holds an execution token at `icall`; nothing else is in it at a call. */
export const TOKEN = RAX;
/** `ffc_catch`: token in, throw code out. */
export const CATCH_TOKEN = RDI;
export const CATCH_CODE = RAX;

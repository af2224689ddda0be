/**
 * The intermediate representation: every data structure the back end works on, in one place.
 *
 * A `Module` is what the frontend hands over: functions in SSA form, data objects, descriptors of
 * execution tokens and the table of source positions. A function is a control-flow graph of basic
 * blocks; a block is a list of phis, a list of instructions and one terminator. An instruction is its
 * own value: operands point to the instructions that define them.
 *
 * Conventions
 * - Cells are 64 bits. Constants are `bigint`, always in the signed range [-2^63, 2^63).
 * - A flag is 0 or -1. Comparisons yield flags; `br`, `select` and `trapif` test for non-zero.
 * - Floats are IEEE doubles (`f64`), their constants the bits as a signed `bigint`. Arithmetic rounds to
 *   nearest, keeps -0, and is never reassociated. Which NaN comes out of an operation is not specified.
 * - The data-stack pointer is an ordinary value: `sp` is its value on entry, `call`, `icall` and `catch`
 *   take it as operand 0, and so does every `ret`. The stack grows downwards, 8 bytes a cell, and the
 *   pointer addresses the topmost cell *in memory*. What lies below that address is free: it may be
 *   overwritten by any call.
 * - The pointer of the float stack is a cell of memory, CONTEXT.floatPointer: `user` gives its address. It
 *   addresses the topmost float in memory; what lies below is free.
 * - The order of instructions in a block is the order of their effects; see `ops.ts` for which ops
 *   have effects.
 */

/** Integers, addresses and flags are `i64`; floats `f64`; `none` is the type of what yields no value. */
export type Type = "i64" | "f64" | "none";

import type { Op, OpFacts } from "./ops.ts";

export interface Inst {
  /** Dense within the function: an index for side tables of size `func.nextId`. */
  id: number;
  /** `changeOp` makes it another one. */
  readonly op: Op;
  /** The row of `op`: passes ask for it all the time, and the table is large. */
  readonly info: OpFacts;
  type: Type;
  args: Inst[];
  /** Literal of the op: see the `imm` column in `ops.ts`. */
  imm: bigint;
  /** Symbol of the op: callee, data symbol or runtime function; "" where the op has none. */
  sym: string;
  /** Index into `Module.positions`; 0 is "nowhere". */
  pos: number;
  /** The block that holds it; undefined once it was removed. */
  block: Block | undefined;
  /** What stands for it, once a pass replaced it: then it is in no block any more. */
  replacedBy: Inst | undefined;
}

export interface Block {
  /** Dense within the function: an index for side tables of size `func.nextBlock`. */
  id: number;
  /** `phi` instructions; `phi.args[i]` is the value that comes from `preds[i]`. */
  phis: Inst[];
  /** Everything else; the last one is the terminator. */
  insts: Inst[];
  /** Predecessors. A block may be listed twice if both arms of a `br` lead here. */
  preds: Block[];
  /** Successors, in the terminator's order: `br` goes to succs[0] if non-zero, else to succs[1]. */
  succs: Block[];
}

/**
 * How a function takes inputs and returns outputs.
 * - `reg`: the effect is static; `ins` cells are parameters, `outs` cells results of `ret`, both bottom
 *   of stack first, in registers of the convention; the stack pointer is the same on exit as on entry.
 * - `stack`: inputs and outputs are in stack memory; the function returns the stack pointer. If the
 *   effect is known, `ins` and `outs` say so and the pointer on exit is entry + 8 * (ins - outs);
 *   otherwise both are -1.
 * Floats that a `reg` function takes and leaves are counted by `fins` and `fouts`: they come after the
 * cells, deepest first, and the pointer of the float stack is on exit what it was on entry. Of a `stack`
 * function these two say nothing: its floats are in float-stack memory.
 * Convention limits: a `reg` function has at most MAX_REG_CELLS inputs and as many outputs, and
 * MAX_REG_FLOATS of floats each.
 */
export interface Signature {
  convention: "reg" | "stack";
  ins: number;
  outs: number;
  fins: number;
  fouts: number;
}

export const MAX_REG_CELLS = 6;
export const MAX_REG_FLOATS = 6;

/** Which operand of a call is this input (a `param` or `fparam`) of the callee. */
export const operandOf = (sig: Signature, input: Inst): number =>
  1 + Number(input.imm) + (input.op === "fparam" ? sig.ins : 0);

/** Results of a call of a function: outputs of a `reg` one, the stack pointer of a `stack` one. */
export const resultsOf = (sig: Signature): number => (sig.convention === "reg" ? sig.outs + sig.fouts : 1);

export interface Func {
  /** Assembly-safe and unique in the module. */
  symbol: string;
  /** The Forth name, for reports and comments in the assembly. */
  name: string;
  sig: Signature;
  /** The entry block is `blocks[0]` and has no predecessors. */
  blocks: Block[];
  nextId: number;
  nextBlock: number;
  /** Of `KINDS` in ops.ts: those that it has held. What is no longer there may still be named. */
  kinds: number;
  /** Contains `rpush`/`rpop`/`rpeek`: the return stack of this frame has no static depth. */
  dynamicReturnStack: boolean;
}

/** Part of a data object that holds an address: 8 bytes at `offset` are `symbol + addend`. */
export interface Reloc {
  offset: number;
  symbol: string;
  addend: number;
}

export interface DataObject {
  symbol: string;
  /** Power of two, in bytes. */
  align: number;
  /** In bytes; what follows `bytes` is zero. All-zero objects go to .bss. */
  size: number;
  bytes: Uint8Array;
  relocs: Reloc[];
  readonly: boolean;
  /** The program never changes it, as the pass `constant-loads` finds. */
  constant?: boolean;
  /** What threads share it for, if they do. */
  shared?: Shared;
}

/** What static data that threads share is, and what reports call it: "" if it has no name. */
export interface Shared {
  kind: SharedKind;
  name: string;
}

/** A `holder` is a cell where the program stores the address of what it has made at run time. */
export type SharedKind = "channel" | "mutex" | "semaphore" | "wait-group" | "once" | "holder";

/**
 * What an execution token points to. Layout, 24 bytes, little endian:
 *   0  address of the memory-stack entry: pointer of the data stack in, pointer out
 *   8  address that `>body` gives, or 0
 *   16 u8 inputs for `spawn` (255: not known), u8 flags (0), 6 bytes zero
 */
export interface Token {
  symbol: string;
  /** Symbol of the function it runs. */
  func: string;
  spawnInputs: number;
  body: { symbol: string; addend: number } | undefined;
  /** The program stores the body's address when it has made one. */
  writable?: boolean;
}

/** One place in the source that can be reported at run time. */
export interface Position {
  file: string;
  /** From 1. */
  line: number;
  /** The word being defined there, "" at the top level. */
  word: string;
}

export interface Module {
  functions: Func[];
  data: DataObject[];
  tokens: Token[];
  /** `positions[0]` is { file: "", line: 0, word: "" }. */
  positions: Position[];
  /** Symbol of the `reg` function without inputs and outputs that the runtime calls to run the program. */
  entry: string;
}

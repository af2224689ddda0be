/**
 * All facts about the instructions of the IR, one row each. Everything that asks "may I move, merge,
 * drop this?" asks here, never with a list of op names of its own.
 *
 * Columns
 *   args    operand types: `i` i64, `f` f64, `*` any number of operands to follow: i64, for calls and returns
 *           cells and then floats as the signature says
 *   type    result type
 *   effect  pure    value of its operands only; may be moved, merged, dropped
 *           read    also depends on memory; may be dropped, may not cross a write that may alias
 *           write   changes memory (or orders it); stays, in order
 *           control may throw or not return; stays, in order with other effects
 *           call    may read and write any memory, may throw, may not return
 *           end     ends a block
 *   imm     what `imm` means, "" if unused;  sym  what `sym` means, "" if unused
 *   fold    the result for constant operands, as signed 64-bit (the caller wraps to 64 bits), floats as their bits
 */
import {
  binaryFloat,
  cellToFloat,
  compareFloats,
  floatToCell,
  roundEven,
  SIGN_BIT,
  unaryFloat,
} from "./float.ts";
import type { Type } from "./types.ts";

export type Effect = "pure" | "read" | "write" | "control" | "call" | "end";

export interface OpInfo {
  args: string;
  type: Type;
  effect: Effect;
  commutes?: boolean;
  imm?: string;
  sym?: string;
  /** Undefined result: not a constant (division by zero and overflow are left to run time). */
  fold?: (a: bigint, b: bigint, c: bigint) => bigint | undefined;
  doc: string;
}

const unsigned = (a: bigint): bigint => BigInt.asUintN(64, a);
const flag = (b: boolean): bigint => (b ? -1n : 0n);
const MIN = -(1n << 63n);

function rotate(a: bigint, count: bigint, bits: bigint): bigint {
  const mask = (1n << bits) - 1n;
  const left = count & (bits - 1n);
  return (((a & mask) << left) | ((a & mask) >> (bits - left))) & mask;
}

/** Quotient rounded towards minus infinity. */
function floorDiv(a: bigint, b: bigint): bigint | undefined {
  if (b === 0n || (a === MIN && b === -1n)) return undefined;
  const q = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? q - 1n : q;
}

function floorMod(a: bigint, b: bigint): bigint | undefined {
  if (b === 0n || (a === MIN && b === -1n)) return undefined;
  const r = a % b;
  return r !== 0n && r < 0n !== b < 0n ? r + b : r;
}

/** A row as it is asked: what it leaves out is there, so that all rows are alike to the machine. */
export interface OpFacts extends Omit<OpInfo, "fold"> {
  commutes: boolean;
  imm: string;
  sym: string;
  fold: OpInfo["fold"] | undefined;
  /** Whether an instruction whose value nobody uses can be dropped. */
  isRemovable: boolean;
  /** A load or store at an address and a displacement; `touch` is none. */
  isAccess: boolean;
  /** Operand 0 is an address in memory. */
  hasAddress: boolean;
  /** Changes memory, or may. */
  isWrite: boolean;
  /** A constant cell or float. */
  isNumber: boolean;
  /** Measure of its code: nothing of what is an operand of something else only, as constants, inputs, results of calls. */
  size: number;
  /** Which of `KINDS` it is one of. */
  kinds: number;
  /** Place in the table, from 0. */
  number: number;
}

/**
 * Kinds of instructions, as bits. A function knows which it has ever held (`Func.kinds`): where there was never a load
 * nobody need look for one. An instruction that becomes one of another op stays of its kinds, or loses some.
 */
export const KINDS = {
  /** Plain accesses to memory. */
  load: 1,
  store: 2,
  division: 4,
  /** Of compiled code, not of the runtime. */
  call: 8,
  /** A call of what a token stands for, which may become known. */
  execute: 16,
  /** Of a float to an integer, as a float. */
  rounding: 32,
} as const;

const ROUNDING: ReadonlySet<string> = new Set(["ffloor", "fceil", "ftrunc", "fround"]);

function kindsOf(op: string, effect: Effect, isAccess: boolean, sym: string): number {
  if (ROUNDING.has(op)) return KINDS.rounding;
  if (isAccess) return effect === "read" ? KINDS.load : KINDS.store;
  if (effect === "read") return KINDS.division;
  if (effect !== "call" || sym === "runtime function") return 0;
  return op === "icall" ? KINDS.call | KINDS.execute : KINDS.call;
}

/** Completes the rows, and keeps their names as the type `Op`. */
function table<K extends string>(rows: Record<K, OpInfo>): Record<K, OpFacts> {
  const facts = {} as Record<K, OpFacts>;
  let number = 0;
  for (const op in rows) {
    const { args, type, effect, commutes = false, imm = "", sym = "", fold, doc } = rows[op];
    const isRemovable = effect === "pure" || effect === "read";
    const isAccess = imm === "displacement" && effect !== "control";
    facts[op] = {
      args,
      type,
      effect,
      commutes,
      imm,
      sym,
      fold,
      doc,
      isRemovable,
      isAccess,
      hasAddress: imm === "displacement" || op.startsWith("atomic"),
      isWrite: effect === "write" || effect === "call",
      isNumber: op === "const" || op === "fconst",
      size: args === "" || op === "proj" ? 0 : effect === "call" ? 3 : 1,
      kinds: kindsOf(op, effect, isAccess, sym),
      number: number++,
    };
  }
  return facts;
}

// biome-ignore format: a table reads best one row a line
export const OPS = table({
  // Values from nowhere
  const: { args: "", type: "i64", effect: "pure", imm: "the value", doc: "constant" },
  fconst: { args: "", type: "f64", effect: "pure", imm: "bits of the double", doc: "float constant" },
  addr: { args: "", type: "i64", effect: "pure", sym: "data or token symbol", imm: "bytes added", doc: "address" },
  user: { args: "", type: "i64", effect: "pure", imm: "offset in the context", doc: "address in the thread's context" },
  sp: { args: "", type: "i64", effect: "pure", doc: "data-stack pointer on entry; only in the entry block" },
  param: { args: "", type: "i64", effect: "pure", imm: "which input, 0 the deepest", doc: "input of a `reg` function; only in the entry block" },
  fparam: { args: "", type: "f64", effect: "pure", imm: "which input, 0 the deepest", doc: "float input of a `reg` function; only in the entry block" },
  phi: { args: "*", type: "i64", effect: "pure", doc: "value by predecessor; type may be f64 too" },
  proj: { args: "i", type: "i64", effect: "pure", imm: "which result", doc: "a result of the `call`, `icall`, `catch` or `ccall` it names; directly after it. Results that are floats come last; type is f64 then" },

  // Integer arithmetic, modulo 2^64
  add: { args: "ii", type: "i64", effect: "pure", commutes: true, fold: (a, b) => a + b, doc: "a + b" },
  sub: { args: "ii", type: "i64", effect: "pure", fold: (a, b) => a - b, doc: "a - b" },
  mul: { args: "ii", type: "i64", effect: "pure", commutes: true, fold: (a, b) => a * b, doc: "a * b, low cell" },
  mulh: { args: "ii", type: "i64", effect: "pure", commutes: true, fold: (a, b) => (a * b) >> 64n, doc: "signed a * b, high cell" },
  umulh: { args: "ii", type: "i64", effect: "pure", commutes: true, fold: (a, b) => (unsigned(a) * unsigned(b)) >> 64n, doc: "unsigned a * b, high cell" },
  neg: { args: "i", type: "i64", effect: "pure", fold: (a) => -a, doc: "-a" },
  not: { args: "i", type: "i64", effect: "pure", fold: (a) => ~a, doc: "all bits inverted" },
  and: { args: "ii", type: "i64", effect: "pure", commutes: true, fold: (a, b) => a & b, doc: "bitwise and" },
  or: { args: "ii", type: "i64", effect: "pure", commutes: true, fold: (a, b) => a | b, doc: "bitwise or" },
  xor: { args: "ii", type: "i64", effect: "pure", commutes: true, fold: (a, b) => a ^ b, doc: "bitwise exclusive or" },
  shl: { args: "ii", type: "i64", effect: "pure", fold: (a, b) => (unsigned(b) < 64n ? a << b : undefined), doc: "a << b; the count is taken modulo 64" },
  shr: { args: "ii", type: "i64", effect: "pure", fold: (a, b) => (unsigned(b) < 64n ? unsigned(a) >> b : undefined), doc: "logical a >> b; count modulo 64" },
  sar: { args: "ii", type: "i64", effect: "pure", fold: (a, b) => (unsigned(b) < 64n ? a >> b : undefined), doc: "arithmetic a >> b; count modulo 64" },

  rotl: { args: "ii", type: "i64", effect: "pure", fold: (a, b) => rotate(a, b, 64n), doc: "a rotated to the left; count modulo 64" },
  rotl32: { args: "ii", type: "i64", effect: "pure", fold: (a, b) => rotate(a, b, 32n), doc: "the low 32 bits of a rotated to the left, zero-extended; count modulo 32" },

  // Division. The divisor is not 0, and not -1 with the dividend -2^63: `trapif`s before it see to that,
  // so these may not be moved above them; they are pure only in that they may be merged and dropped.
  sdiv: { args: "ii", type: "i64", effect: "read", fold: (a, b) => (b === 0n || (a === MIN && b === -1n) ? undefined : a / b), doc: "quotient rounded to zero" },
  srem: { args: "ii", type: "i64", effect: "read", fold: (a, b) => (b === 0n || (a === MIN && b === -1n) ? undefined : a % b), doc: "remainder, sign of the dividend" },
  fldiv: { args: "ii", type: "i64", effect: "read", fold: floorDiv, doc: "floored quotient" },
  flmod: { args: "ii", type: "i64", effect: "read", fold: floorMod, doc: "floored remainder, sign of the divisor" },
  udiv: { args: "ii", type: "i64", effect: "read", fold: (a, b) => (b === 0n ? undefined : unsigned(a) / unsigned(b)), doc: "unsigned quotient" },
  urem: { args: "ii", type: "i64", effect: "read", fold: (a, b) => (b === 0n ? undefined : unsigned(a) % unsigned(b)), doc: "unsigned remainder" },
  // (hi:lo) / d. The quotient fits (hi < d, unsigned): a `trapif` sees to that.
  udiv2: { args: "iii", type: "i64", effect: "read", doc: "unsigned quotient of the double (a low, b high) by c", fold: (a, b, c) => unsigned(b) >= unsigned(c) ? undefined : ((unsigned(b) << 64n) | unsigned(a)) / unsigned(c) },
  urem2: { args: "iii", type: "i64", effect: "read", doc: "unsigned remainder of the double (a low, b high) by c", fold: (a, b, c) => unsigned(b) >= unsigned(c) ? undefined : ((unsigned(b) << 64n) | unsigned(a)) % unsigned(c) },

  // Comparisons: -1 if true, else 0
  eq: { args: "ii", type: "i64", effect: "pure", commutes: true, fold: (a, b) => flag(a === b), doc: "a = b" },
  ne: { args: "ii", type: "i64", effect: "pure", commutes: true, fold: (a, b) => flag(a !== b), doc: "a <> b" },
  lt: { args: "ii", type: "i64", effect: "pure", fold: (a, b) => flag(a < b), doc: "a < b, signed" },
  le: { args: "ii", type: "i64", effect: "pure", fold: (a, b) => flag(a <= b), doc: "a <= b, signed" },
  ult: { args: "ii", type: "i64", effect: "pure", fold: (a, b) => flag(unsigned(a) < unsigned(b)), doc: "a < b, unsigned" },
  ule: { args: "ii", type: "i64", effect: "pure", fold: (a, b) => flag(unsigned(a) <= unsigned(b)), doc: "a <= b, unsigned" },
  select: { args: "iii", type: "i64", effect: "pure", fold: (a, b, c) => (a !== 0n ? b : c), doc: "b if a is not 0, else c" },

  // Floats
  fadd: { args: "ff", type: "f64", effect: "pure", commutes: true, fold: binaryFloat((x, y) => x + y), doc: "a + b" },
  fsub: { args: "ff", type: "f64", effect: "pure", fold: binaryFloat((x, y) => x - y), doc: "a - b" },
  fmul: { args: "ff", type: "f64", effect: "pure", commutes: true, fold: binaryFloat((x, y) => x * y), doc: "a * b" },
  fdiv: { args: "ff", type: "f64", effect: "pure", fold: binaryFloat((x, y) => x / y), doc: "a / b; by zero an infinity or NaN" },
  fneg: { args: "f", type: "f64", effect: "pure", fold: (a) => a ^ SIGN_BIT, doc: "the other sign, also of 0 and NaN" },
  fabs: { args: "f", type: "f64", effect: "pure", fold: (a) => a & ~SIGN_BIT, doc: "without the sign" },
  fsqrt: { args: "f", type: "f64", effect: "pure", fold: unaryFloat(Math.sqrt), doc: "square root, correctly rounded; NaN for negative operands" },
  ffloor: { args: "f", type: "f64", effect: "pure", fold: unaryFloat(Math.floor), doc: "greatest integer that is not greater; like all roundings with the sign of the operand where the result is 0" },
  fceil: { args: "f", type: "f64", effect: "pure", fold: unaryFloat(Math.ceil), doc: "least integer that is not less" },
  ftrunc: { args: "f", type: "f64", effect: "pure", fold: unaryFloat(Math.trunc), doc: "integer, rounded to zero" },
  fround: { args: "f", type: "f64", effect: "pure", fold: unaryFloat(roundEven), doc: "nearest integer, ties to even" },
  feq: { args: "ff", type: "i64", effect: "pure", commutes: true, fold: compareFloats((x, y) => x === y), doc: "a = b; all comparisons are false with a NaN, and -0 = 0" },
  flt: { args: "ff", type: "i64", effect: "pure", fold: compareFloats((x, y) => x < y), doc: "a < b" },
  fle: { args: "ff", type: "i64", effect: "pure", fold: compareFloats((x, y) => x <= y), doc: "a <= b" },
  fselect: { args: "iff", type: "f64", effect: "pure", fold: (a, b, c) => (a !== 0n ? b : c), doc: "b if a is not 0, else c" },
  i2f: { args: "i", type: "f64", effect: "pure", fold: cellToFloat, doc: "signed cell as float, rounded to nearest, ties to even" },
  f2i: { args: "f", type: "i64", effect: "pure", fold: floatToCell, doc: "rounded to zero; -2^63 for what does not fit, and NaN" },
  fbits: { args: "f", type: "i64", effect: "pure", fold: (a) => a, doc: "the bits as a cell" },
  bitsf: { args: "i", type: "f64", effect: "pure", fold: (a) => a, doc: "the float with these bits" },

  // Memory: operand 0 is the address, imm bytes are added to it
  load: { args: "i", type: "i64", effect: "read", imm: "displacement", doc: "cell at the address" },
  load8: { args: "i", type: "i64", effect: "read", imm: "displacement", doc: "byte, zero-extended" },
  load16: { args: "i", type: "i64", effect: "read", imm: "displacement", doc: "16 bits, zero-extended" },
  load32: { args: "i", type: "i64", effect: "read", imm: "displacement", doc: "32 bits, zero-extended" },
  store: { args: "ii", type: "none", effect: "write", imm: "displacement", doc: "store cell operand 1 at operand 0" },
  store8: { args: "ii", type: "none", effect: "write", imm: "displacement", doc: "store the low byte" },
  store16: { args: "ii", type: "none", effect: "write", imm: "displacement", doc: "store the low 16 bits" },
  store32: { args: "ii", type: "none", effect: "write", imm: "displacement", doc: "store the low 32 bits" },
  fload: { args: "i", type: "f64", effect: "read", imm: "displacement", doc: "double at the address" },
  fstore: { args: "if", type: "none", effect: "write", imm: "displacement", doc: "store double operand 1 at operand 0" },
  fload32: { args: "i", type: "f64", effect: "read", imm: "displacement", doc: "float of 32 bits, as a double" },
  fstore32: { args: "if", type: "none", effect: "write", imm: "displacement", doc: "store operand 1 at operand 0, rounded to 32 bits" },
  touch: { args: "i", type: "none", effect: "control", imm: "displacement", doc: "read one cell and drop it: the access happens, a guard page notices" },

  // Atomics, sequentially consistent
  atomic_load: { args: "i", type: "i64", effect: "write", doc: "cell at the address" },
  atomic_store: { args: "ii", type: "none", effect: "write", doc: "store operand 1 at operand 0" },
  atomic_add: { args: "ii", type: "i64", effect: "write", doc: "add operand 1 to the cell at operand 0; its former value" },
  atomic_cas: { args: "iii", type: "i64", effect: "write", doc: "if the cell at operand 0 is operand 1 store operand 2; its former value" },

  // Return stack of frames without static depth (16 bytes an item on the machine stack)
  rpush: { args: "i", type: "none", effect: "write", doc: "push" },
  rpop: { args: "", type: "i64", effect: "write", doc: "pop" },
  rpeek: { args: "", type: "i64", effect: "write", imm: "which item, 0 the top", doc: "copy of an item" },

  // Calls. Their own type is `none`; results are `proj`s.
  call: { args: "i*", type: "none", effect: "call", sym: "callee function", imm: "see below", doc: "call: sp, then the inputs of a `reg` callee, cells and floats. A `reg` callee: proj k is output k, cells and then floats, imm = their number. A `stack` callee: no inputs, proj 0 is the sp on return, imm = 1" },
  icall: { args: "ii", type: "none", effect: "call", imm: "1", doc: "execute: sp and an execution token; proj 0 is the sp on return" },
  catch: { args: "ii", type: "none", effect: "call", imm: "2", doc: "catch: sp and an execution token; proj 0 the sp on return, proj 1 the throw code or 0" },
  ccall: { args: "*", type: "none", effect: "call", sym: "runtime function", imm: "number of results", doc: "call a C function of the runtime with the context, then the operands, cells and floats in any order; the results are up to two cells, then a float" },
  trapif: { args: "i", type: "none", effect: "control", imm: "throw code", doc: "throw if the operand is not 0" },

  // Terminators
  jump: { args: "", type: "none", effect: "end", doc: "to succs[0]" },
  br: { args: "i", type: "none", effect: "end", doc: "to succs[0] if the operand is not 0, else to succs[1]" },
  ret: { args: "i*", type: "none", effect: "end", doc: "sp, then the outputs of a `reg` function, cells and floats" },
  tailcall: { args: "i*", type: "none", effect: "end", sym: "callee function", doc: "as `call`, and return what it returns; caller and callee have the same convention, a `reg` callee as many outputs of each type" },
  tailicall: { args: "ii", type: "none", effect: "end", doc: "as `icall`, from a `stack` function, and return the sp it returns" },
  unreachable: { args: "", type: "none", effect: "end", doc: "control never gets here (after a runtime function that does not return)" },
});

export type Op = keyof typeof OPS;

export const opInfo = (op: Op): OpFacts => OPS[op];
export const isTerminator = (op: Op): boolean => OPS[op].effect === "end";

/** Wraps to the signed 64-bit range. */
export const wrap = (a: bigint): bigint => BigInt.asIntN(64, a);

/** Whether the instruction is a number: a constant cell or float. */
export const isNumber = (inst: { info: OpFacts }): boolean => inst.info.isNumber;

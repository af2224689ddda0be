/** The registers of ARM64: numbers as the instruction encoding has them, float registers from 32 on. */
import { type Reg, type RegClass, type RegisterFile, registerFile } from "../machine.ts";

const numbers = Array.from({ length: 32 }, (_, n) => n);

/** Number 31 is the stack pointer or zero: no operand is ever in it, so its name is not asked for. */
export const REG64: readonly string[] = [
  ...numbers.map((n) => (n === 31 ? "sp" : `x${n}`)),
  ...numbers.map((n) => `d${n}`),
];
/** The low half; of a float register what holds a float of 32 bits. */
export const REG32: readonly string[] = [
  ...numbers.map((n) => (n === 31 ? "wsp" : `w${n}`)),
  ...numbers.map((n) => `s${n}`),
];

/** As an access of so many bytes calls the register. */
export const narrowName = (reg: Reg, width: number): string => (width < 8 ? REG32 : REG64)[reg]!;

export const X0 = 0;
export const X1 = 1;
export const X2 = 2;
/** The emitter's own, as the linker's between a call and its target (AAPCS64 6.1.1). */
export const X16 = 16;
export const X17 = 17;
/** Data-stack pointer and thread context. */
export const X19 = 19;
export const X20 = 20;
export const FRAME_POINTER = 29;
export const LINK = 30;
export const V0 = 32;
const COUNT = 64;

/** The emitter's own: exchanges of floats, conversions on the way to memory. */
export const FLOAT_SCRATCH = V0 + 31;

const range = (from: number, to: number): Reg[] => numbers.filter((n) => n >= from && n <= to);

// x18 is the platform's; x29 is left alone, or the frame pointer.
const CALLEE_SAVED: readonly Reg[] = [...range(19, 29), ...range(8, 15).map((n) => V0 + n)];

/** Every register that a call may change. */
export const CALLER_SAVED_INTS: readonly Reg[] = range(0, 15);
export const CALLER_SAVED: readonly Reg[] = [
  ...CALLER_SAVED_INTS,
  ...[...range(0, 7), ...range(16, 31)].map((n) => V0 + n),
];

// Registers that pass arguments come late, so that values which stay do not get in the way of calls.
const INTS = [...range(8, 15), 7, 6, 5, 4, 3, 2, 1, 0, ...range(21, 28)];
const FLOATS = [...range(16, 30), ...range(0, 7).reverse(), ...range(8, 15)].map((n) => V0 + n);

export const REGISTERS: RegisterFile = registerFile({
  count: COUNT,
  classOf: REG64.map((_, reg): RegClass => (reg < V0 ? "int" : "float")),
  allocatable: { int: INTS, float: FLOATS },
  calleeSaved: REG64.map((_, reg) => CALLEE_SAVED.includes(reg)),
  dataStackPointer: X19,
  name: (reg) => REG64[reg]!,
});

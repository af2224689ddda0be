/**
 * Division by a constant as multiplication by its reciprocal (Granlund and Montgomery, "Division by
 * Invariant Integers using Multiplication", 1994; Warren, "Hacker's Delight", chapter 10).
 *
 * For a dividend n below 2^N and a divisor d let m = floor(2^p / d) + 1, which exceeds the reciprocal by
 * e / d / 2^p with e = m * d - 2^p. Then (n * m) >> p is the quotient if n * e < 2^p for every n, for the error
 * stays below 1/d. p = N + log2(d), rounded up, is always enough; often less is. What decides the code is how
 * long m gets:
 * - n is known to be small: the product fits a cell, one multiplication and one shift.
 * - m fits a cell: the high cell of the product, shifted. So for every dividend of 63 bits.
 * - m has 65 bits, of an even divisor: both are halved first, and n has 63 bits.
 * - m has 65 bits, of an odd divisor: its highest bit is added apart, without overflow.
 *
 * Signed dividends. Rounded to zero: the signed high cell, plus 1 if n is negative. Floored: ~(~n / d) for
 * a negative n, which is what an exclusive or with the sign before and after makes of it. A negative divisor
 * negates the quotient that is rounded to zero; the floored one is less by one if the remainder is positive.
 *
 * After simplification (powers of two are shifts already), before value numbering: quotient and remainder
 * of one division share the product.
 */
import { dominators } from "../analysis/dominators.ts";
import { rangesOf } from "../analysis/ranges.ts";
import { changeOp, newInst } from "../ir/builder.ts";
import { OPS, type Op } from "../ir/ops.ts";
import type { Block, Func, Inst } from "../ir/types.ts";

export function divideByConstants(func: Func): void {
  if (!hasConstantDivision(func)) return;
  const bounds = boundsOf(func);
  for (const block of func.blocks) {
    if (!block.insts.some(isConstantDivision)) continue;
    const placed: Inst[] = [];
    for (const inst of block.insts) {
      if (isConstantDivision(inst))
        expand(inst, bounds.get(inst) ?? LIMIT - 1n, new Maker(func, block, inst.pos, placed));
      placed.push(inst);
    }
    block.insts = placed;
  }
}

function hasConstantDivision({ blocks }: Func): boolean {
  for (let b = 0; b < blocks.length; b++) {
    const { insts } = blocks[b]!;
    for (let i = 0; i < insts.length; i++) {
      if (DIVISIONS[insts[i]!.info.number] === true && isConstantDivision(insts[i]!)) return true;
    }
  }
  return false;
}

/** What dividends are at most, of those that are never negative. */
function boundsOf(func: Func): Map<Inst, bigint> {
  const bounds = new Map<Inst, bigint>();
  rangesOf(func, dominators(func), DIVISIONS, (inst, block, ranges) => {
    if (!isConstantDivision(inst)) return;
    ranges.at(inst.args[0]!, block);
    if (ranges.lo >= 0) bounds.set(inst, Number.isSafeInteger(ranges.hi) ? BigInt(ranges.hi) : MAX);
  });
  return bounds;
}

/** By number of the op. */
const DIVISIONS: boolean[] = [];
for (const op of ["sdiv", "srem", "fldiv", "flmod", "udiv", "urem"] as const)
  DIVISIONS[OPS[op].number] = true;

const LIMIT = 1n << 64n;
const MAX = (1n << 63n) - 1n;

const isUnsigned = (op: Op): boolean => op === "udiv" || op === "urem";
const isQuotient = (op: Op): boolean => op === "udiv" || op === "sdiv" || op === "fldiv";
const isPowerOfTwo = (value: bigint): boolean => (value & (value - 1n)) === 0n;

function isConstantDivision(inst: Inst): boolean {
  const { op } = inst;
  if (DIVISIONS[inst.info.number] !== true) return false;
  const divisor = inst.args[1]!;
  if (divisor.op !== "const" || (divisor.imm >= -1n && divisor.imm <= 1n)) return false;
  // `simplify` has better for these.
  return !isPowerOfTwo(divisorOf(inst)) || (divisor.imm < 0n && !isUnsigned(op));
}

const divisorOf = ({ op, args }: Inst): bigint =>
  isUnsigned(op) ? BigInt.asUintN(64, args[1]!.imm) : args[1]!.imm;

/** Makes instructions before the one at hand. */
class Maker {
  private readonly func: Func;
  private readonly block: Block;
  private readonly pos: number;
  private readonly placed: Inst[];

  constructor(func: Func, block: Block, pos: number, placed: Inst[]) {
    this.func = func;
    this.block = block;
    this.pos = pos;
    this.placed = placed;
  }

  make(op: Op, args: Inst[], imm = 0n): Inst {
    const made = newInst(this.func, op, args, { imm, pos: this.pos });
    made.block = this.block;
    this.placed.push(made);
    return made;
  }

  /** Turns the division itself into the instruction made last. */
  become(inst: Inst, last: Inst): void {
    this.placed.pop();
    changeOp(inst, last.op);
    inst.args = last.args;
    inst.imm = last.imm;
  }

  constant(value: bigint): Inst {
    return this.make("const", [], value);
  }

  /** The operation with a constant; a shift by 0 is none. */
  by(op: Op, x: Inst, value: bigint): Inst {
    return value === 0n && op.startsWith("s") ? x : this.make(op, [x, this.constant(value)]);
  }
}

/** Makes the sequence, and turns the instruction into its last one. */
function expand(inst: Inst, bound: bigint, m: Maker): void {
  const [x, constant] = inst.args as [Inst, Inst];
  const { op } = inst;
  const divisor = divisorOf(inst);
  const become = (last: Inst): void => m.become(inst, last);
  if (divisor > 0n && (isUnsigned(op) || bound <= MAX)) {
    const quotient = unsignedQuotient(x, bound, divisor, m);
    become(isQuotient(op) ? quotient : m.make("sub", [x, m.make("mul", [quotient, constant])]));
    return;
  }
  if (op === "sdiv" || op === "srem" || divisor < 0n) {
    const quotient = truncatedQuotient(x, divisor, m);
    const remainder = (): Inst => m.make("sub", [x, m.make("mul", [quotient, constant])]);
    if (op === "sdiv") become(quotient);
    else if (op === "srem") become(remainder());
    else {
      // Floored, by a negative divisor: a positive remainder has the wrong sign.
      const rest = remainder();
      const excess = m.make("lt", [m.constant(0n), rest]);
      if (op === "fldiv") become(m.make("add", [quotient, excess]));
      else become(m.make("add", [rest, m.make("and", [excess, constant])]));
    }
    return;
  }
  const sign = m.by("sar", x, 63n);
  const quotient = m.make("xor", [unsignedQuotient(m.make("xor", [x, sign]), MAX, divisor, m), sign]);
  become(op === "fldiv" ? quotient : m.make("sub", [x, m.make("mul", [quotient, constant])]));
}

interface Reciprocal {
  multiplier: bigint;
  shift: bigint;
}

/** The shortest multiplier for dividends up to `bound`. */
function reciprocal(bound: bigint, divisor: bigint): Reciprocal {
  for (let shift = BigInt(bound.toString(2).length); ; shift++) {
    const power = 1n << shift;
    const multiplier = power / divisor + 1n;
    if ((multiplier * divisor - power) * bound < power) return { multiplier, shift };
  }
}

/** Of a dividend that is at most `bound`, as unsigned. */
function unsignedQuotient(x: Inst, bound: bigint, divisor: bigint, m: Maker): Inst {
  if (divisor > bound) return m.constant(0n);
  const { multiplier, shift } = reciprocal(bound, divisor);
  if (bound * multiplier < LIMIT) return m.by("shr", m.by("mul", x, multiplier), shift);
  if (shift < 64n) {
    // The product does not fit a cell but the multiplier does, many times over: shift by a cell at least.
    return m.by("umulh", x, multiplier << (64n - shift));
  }
  if (multiplier < LIMIT) return m.by("shr", m.by("umulh", x, multiplier), shift - 64n);
  if ((divisor & 1n) === 0n) {
    let zeroes = 0n;
    while (((divisor >> zeroes) & 1n) === 0n) zeroes++;
    return unsignedQuotient(m.by("shr", x, zeroes), bound >> zeroes, divisor >> zeroes, m);
  }
  // (high + x) >> (shift - 64) with high <= x: the sum may have 65 bits, their mean has not.
  const high = m.by("umulh", x, multiplier - LIMIT);
  const mean = m.make("add", [m.by("shr", m.make("sub", [x, high]), 1n), high]);
  return m.by("shr", mean, shift - 65n);
}

/** Rounded to zero. */
function truncatedQuotient(x: Inst, divisor: bigint, m: Maker): Inst {
  const positive = divisor < 0n ? -divisor : divisor;
  const sign = m.by("sar", x, 63n);
  if (isPowerOfTwo(positive)) {
    const log2 = BigInt(positive.toString(2).length - 1);
    const biased = m.make("add", [x, m.by("shr", sign, 64n - log2)]);
    return m.make("neg", [m.by("sar", biased, log2)]);
  }
  const { multiplier, shift } = reciprocal(1n << 63n, positive);
  const high = m.by("mulh", x, multiplier);
  const whole = multiplier < LIMIT >> 1n ? high : m.make("add", [high, x]);
  const shifted = m.by("sar", whole, shift - 64n);
  return m.make("sub", divisor < 0n ? [sign, shifted] : [shifted, sign]);
}

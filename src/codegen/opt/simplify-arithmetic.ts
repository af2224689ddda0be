/**
 * Rules of `simplify` for arithmetic and bits, by op. Constants have already been folded, and stand on
 * the right of what commutes.
 */
import { changeOp } from "../ir/builder.ts";
import { type Op, wrap } from "../ir/ops.ts";
import type { Inst } from "../ir/types.ts";
import {
  become,
  becomeConstant,
  constantOf,
  MAX_DISPLACEMENT,
  type Outcome,
  type Rewriter,
  type Rule,
} from "./rule.ts";
import { invertTest, isFlag } from "./simplify-tests.ts";

/** n for 2^n (as an unsigned cell), -1 for anything else. */
function log2(value: bigint): number {
  const unsigned = BigInt.asUintN(64, value);
  if (unsigned === 0n || (unsigned & (unsigned - 1n)) !== 0n) return -1;
  return unsigned.toString(2).length - 1;
}

function add(inst: Inst, r: Rewriter): Outcome {
  const [x, y] = inst.args as [Inst, Inst];
  const c = constantOf(y);
  if (c !== undefined) {
    if (c === 0n) return x;
    if (x.op === "addr" || x.op === "user") {
      changeOp(inst, x.op);
      inst.sym = x.sym;
      inst.imm = wrap(x.imm + c);
      inst.args = [];
      return undefined;
    }
    const inner = x.op === "add" ? constantOf(x.args[1]) : undefined;
    if (inner !== undefined) return become(inst, "add", [x.args[0]!, r.constant(wrap(inner + c))]);
    return undefined;
  }
  if (y.op === "neg") return become(inst, "sub", [x, y.args[0]!]);
  if (x.op === "neg") return become(inst, "sub", [y, x.args[0]!]);
  if (x.op === "sub" && x.args[1] === y) return x.args[0];
  if (y.op === "sub" && y.args[1] === x) return y.args[0];
  return moveOut(inst, x, y, r) ?? moveOut(inst, y, x, r) ?? rotation(inst, r);
}

/** (a + c) + b as (a + b) + c: the constant moves out, towards a displacement. */
function moveOut(inst: Inst, sum: Inst, other: Inst, r: Rewriter): Outcome {
  if (sum.op !== "add" || constantOf(sum.args[1]) === undefined || r.uses(sum) !== 1) return undefined;
  return become(inst, "add", [r.insert("add", [sum.args[0]!, other]), sum.args[1]!]);
}

/** (x << n) + (x >> 64 - n), where `or` and `xor` do as well. */
function rotation(inst: Inst, r: Rewriter): Outcome {
  const [a, b] = inst.args as [Inst, Inst];
  const isFirst = a.op === "shl";
  const left = isFirst ? a : b;
  const right = isFirst ? b : a;
  if (left.op !== "shl" || right.op !== "shr" || left.args[0] !== right.args[0]) return undefined;
  const count = constantOf(left.args[1]);
  if (count === undefined || count <= 0n || constantOf(right.args[1]) !== 64n - count) return undefined;
  return become(inst, "rotl", [left.args[0]!, r.constant(count)]);
}

function sub(inst: Inst, r: Rewriter): Outcome {
  const [x, y] = inst.args as [Inst, Inst];
  const c = constantOf(y);
  if (c !== undefined) return c === 0n ? x : become(inst, "add", [x, r.constant(wrap(-c))]);
  if (x === y) return becomeConstant(inst, 0n);
  if (constantOf(x) === 0n) return become(inst, "neg", [y]);
  if (y.op === "neg") return become(inst, "add", [x, y.args[0]!]);
  if (x.op === "add") {
    if (x.args[1] === y) return x.args[0];
    if (x.args[0] === y) return x.args[1];
  }
  if (y.op === "sub" && y.args[0] === x) return y.args[1];
  // x less some of its bits: the others.
  const bits = y.op === "and" && y.args[0] === x ? constantOf(y.args[1]) : undefined;
  if (bits !== undefined) return become(inst, "and", [x, r.constant(~bits)]);
  const left = x.op === "add" ? constantOf(x.args[1]) : undefined;
  const right = y.op === "add" ? constantOf(y.args[1]) : undefined;
  if (left !== undefined && right !== undefined && x.args[0] === y.args[0]) {
    return becomeConstant(inst, wrap(left - right));
  }
  if (right !== undefined && y.args[0] === x) return becomeConstant(inst, wrap(-right!));
  return undefined;
}

function mul(inst: Inst, r: Rewriter): Outcome {
  const x = inst.args[0]!;
  const c = constantOf(inst.args[1]);
  if (c === undefined) return undefined;
  if (c === 0n) return inst.args[1];
  if (c === 1n) return x;
  if (c === -1n) return become(inst, "neg", [x]);
  const shift = log2(c);
  if (shift > 0) return become(inst, "shl", [x, r.constant(BigInt(shift))]);
  return undefined;
}

/** The high cell of a product with 2^n is what a shift to the left would lose. */
function highProduct(shiftOp: Op): Rule {
  return (inst, r) => {
    const c = constantOf(inst.args[1]);
    if (c === undefined) return undefined;
    if (c === 0n) return inst.args[1];
    const shift = log2(c);
    const negative = shiftOp === "sar" && c < 0n;
    if (shift < 0 || negative) return undefined;
    if (shift === 0) {
      if (shiftOp === "shr") return becomeConstant(inst, 0n);
      return become(inst, "sar", [inst.args[0]!, r.constant(63n)]);
    }
    return become(inst, shiftOp, [inst.args[0]!, r.constant(64n - BigInt(shift))]);
  };
}

/** Quotient by a power of two as a shift; `shift` must round as the division does. */
function divide(shift: Op | undefined): Rule {
  return (inst, r) => {
    const x = inst.args[0]!;
    const c = constantOf(inst.args[1]);
    if (c === 1n) return x;
    if (c === undefined || c === 0n) return undefined;
    if (shift !== "shr" && c === -1n) return become(inst, "neg", [x]);
    const n = log2(c);
    if (n < 0 || (shift !== "shr" && c < 0n)) return undefined;
    if (shift !== undefined) return become(inst, shift, [x, r.constant(BigInt(n))]);
    return become(inst, "sar", [biased(x, n, r), r.constant(BigInt(n))]);
  };
}

/** x, plus 2^n - 1 if it is negative: then the arithmetic shift rounds to zero. */
function biased(x: Inst, n: number, r: Rewriter): Inst {
  const sign = r.insert("sar", [x, r.constant(63n)]);
  return r.insert("add", [x, r.insert("shr", [sign, r.constant(BigInt(64 - n))])]);
}

function remainder(op: "srem" | "flmod" | "urem"): Rule {
  return (inst, r) => {
    const x = inst.args[0]!;
    const c = constantOf(inst.args[1]);
    if (c === undefined || c === 0n) return undefined;
    if (c === 1n || (c === -1n && op !== "urem")) return becomeConstant(inst, 0n);
    const n = log2(c);
    if (n < 0 || (op !== "urem" && c < 0n)) return undefined;
    if (op !== "srem") return become(inst, "and", [x, r.constant(c - 1n)]);
    const whole = r.insert("and", [biased(x, n, r), r.constant(-c)]);
    return become(inst, "sub", [x, whole]);
  };
}

/** The double's high cell is zero: single division does. */
function divideDouble(single: "udiv" | "urem"): Rule {
  return (inst) => {
    const [low, high, divisor] = inst.args as [Inst, Inst, Inst];
    return constantOf(high) === 0n ? become(inst, single, [low, divisor]) : undefined;
  };
}

function neg(inst: Inst): Outcome {
  const x = inst.args[0]!;
  if (x.op === "neg") return x.args[0];
  if (x.op === "sub") return become(inst, "sub", [x.args[1]!, x.args[0]!]);
  return undefined;
}

function not(inst: Inst): Outcome {
  const x = inst.args[0]!;
  if (x.op === "not") return x.args[0];
  const inverse = invertTest(x);
  return inverse === undefined ? undefined : become(inst, inverse.op, inverse.args);
}

function and(inst: Inst, r: Rewriter): Outcome {
  const [x, y] = inst.args as [Inst, Inst];
  if (x === y) return x;
  const c = constantOf(y);
  if (c === undefined) return undefined;
  if (c === 0n) return y;
  if (c === -1n) return x;
  const inner = x.op === "and" ? constantOf(x.args[1]) : undefined;
  if (inner !== undefined) return become(inst, "and", [x.args[0]!, r.constant(inner & c)]);
  const bits = LOADED_BITS[x.op];
  if (bits !== undefined && BigInt.asUintN(bits, c) === (1n << BigInt(bits)) - 1n) return x;
  return undefined;
}

const LOADED_BITS: Partial<Record<Op, number>> = { load8: 8, load16: 16, load32: 32 };

function or(inst: Inst, r: Rewriter): Outcome {
  const [x, y] = inst.args as [Inst, Inst];
  if (x === y) return x;
  const c = constantOf(y);
  if (c === 0n) return x;
  return c === -1n ? y : rotation(inst, r);
}

function xor(inst: Inst, r: Rewriter): Outcome {
  const [x, y] = inst.args as [Inst, Inst];
  if (x === y) return becomeConstant(inst, 0n);
  const c = constantOf(y);
  if (c === 0n) return x;
  return c === -1n ? become(inst, "not", [x]) : rotation(inst, r);
}

function shift(inst: Inst, r: Rewriter): Outcome {
  const [x, y] = inst.args as [Inst, Inst];
  const c = constantOf(y);
  if (c === 0n || constantOf(x) === 0n) return x;
  if (inst.op === "sar" && constantOf(x) === -1n) return x;
  if (c === undefined) return undefined;
  if (c < 0n || c > 63n) {
    inst.args = [x, r.constant(c & 63n)];
    return "again";
  }
  const inner = constantOf(x.args[1]);
  if (inner === undefined) return undefined;
  if (x.op !== "shl" && x.op !== "shr" && x.op !== "sar") {
    return inst.op === "shl" ? shiftOfSum(inst, r) : shiftOfBits(inst, r);
  }
  if (inner < 0n || inner > 63n) return undefined;
  if (x.op === inst.op) {
    const sum = inner + c;
    if (sum < 64n) return become(inst, inst.op, [x.args[0]!, r.constant(sum)]);
    return inst.op === "sar" ? become(inst, "sar", [x.args[0]!, r.constant(63n)]) : becomeConstant(inst, 0n);
  }
  if (inst.op === "shr" && x.op === "shl" && inner === c) {
    return become(inst, "and", [x.args[0]!, r.constant((1n << (64n - c)) - 1n)]);
  }
  if (inst.op === "shl" && (x.op === "shr" || x.op === "sar") && inner === c) {
    return become(inst, "and", [x.args[0]!, r.constant(-(1n << c))]);
  }
  return undefined;
}

/**
 * (a & c) >> n as (a >> n) & (c >> n), and so for `or` and `xor`: the constant gets smaller, and where several bits of one
 * value are asked for the shift is the same.
 */
function shiftOfBits(inst: Inst, r: Rewriter): Outcome {
  const [x, count] = inst.args as [Inst, Inst];
  const { op } = x;
  if ((op !== "and" && op !== "or" && op !== "xor") || r.uses(x) !== 1) return undefined;
  const bits = constantOf(x.args[1]);
  if (bits === undefined) return undefined;
  const shifted = inst.op === "sar" ? bits >> count.imm : BigInt.asUintN(64, bits) >> count.imm;
  if (op === "and" && inst.op === "shr" && shifted === BigInt.asUintN(64, -1n) >> count.imm) {
    return become(inst, "shr", [x.args[0]!, count]);
  }
  return become(inst, op, [r.insert(inst.op, [x.args[0]!, count]), r.constant(wrap(shifted))]);
}

/** (a + c) << n as (a << n) + (c << n): an index with an offset becomes a displacement. */
function shiftOfSum(inst: Inst, r: Rewriter): Outcome {
  const [x, count] = inst.args as [Inst, Inst];
  const added = x.op === "add" ? constantOf(x.args[1]) : undefined;
  if (added === undefined || r.uses(x) !== 1) return undefined;
  const offset = wrap(added << count.imm);
  if (offset > MAX_DISPLACEMENT || offset < -MAX_DISPLACEMENT) return undefined;
  return become(inst, "add", [r.insert("shl", [x.args[0]!, count]), r.constant(offset)]);
}

function select(inst: Inst): Outcome {
  const [cond, yes, no] = inst.args as [Inst, Inst, Inst];
  const c = constantOf(cond);
  if (c !== undefined) return c !== 0n ? yes : no;
  if (yes === no) return yes;
  if (cond.op === "eq" && constantOf(cond.args[1]) === 0n)
    return become(inst, "select", [cond.args[0]!, no, yes]);
  if (cond.op === "ne" && constantOf(cond.args[1]) === 0n)
    return become(inst, "select", [cond.args[0]!, yes, no]);
  if (isFlag(cond) && constantOf(yes) === -1n && constantOf(no) === 0n) return cond;
  if (isFlag(cond) && constantOf(yes) === 0n && constantOf(no) === -1n) return become(inst, "not", [cond]);
  return undefined;
}

export const arithmeticRules: Partial<Record<Op, Rule>> = {
  add,
  sub,
  mul,
  mulh: highProduct("sar"),
  umulh: highProduct("shr"),
  neg,
  not,
  and,
  or,
  xor,
  shl: shift,
  shr: shift,
  sar: shift,
  sdiv: divide(undefined),
  fldiv: divide("sar"),
  udiv: divide("shr"),
  srem: remainder("srem"),
  flmod: remainder("flmod"),
  urem: remainder("urem"),
  udiv2: divideDouble("udiv"),
  urem2: divideDouble("urem"),
  select,
};

/**
 * Rules of `simplify` for floats: only those whose result is the same for every operand, infinities, both
 * zeroes and subnormals included. So x + 0 stays (-0 + 0 is 0), and nothing is reassociated. Only the sign of a NaN
 * that arithmetic gives may change, which IEEE 754 leaves open (6.3).
 */
import { bitsOf, doubleOf } from "../ir/float.ts";
import type { Op } from "../ir/ops.ts";
import type { Inst } from "../ir/types.ts";
import { become, constantOf, type Outcome, type Rewriter, type Rule } from "./rule.ts";

const floatOf = (inst: Inst | undefined): number | undefined =>
  inst?.op === "fconst" ? doubleOf(inst.imm) : undefined;

function fadd(inst: Inst): Outcome {
  const [x, y] = inst.args as [Inst, Inst];
  if (Object.is(floatOf(y), -0)) return x;
  if (y.op === "fneg") return become(inst, "fsub", [x, y.args[0]!]);
  return x.op === "fneg" ? become(inst, "fsub", [y, x.args[0]!]) : undefined;
}

function fsub(inst: Inst): Outcome {
  const [x, y] = inst.args as [Inst, Inst];
  if (Object.is(floatOf(y), 0)) return x;
  if (Object.is(floatOf(x), -0)) return become(inst, "fneg", [y]);
  return y.op === "fneg" ? become(inst, "fadd", [x, y.args[0]!]) : undefined;
}

function fmul(inst: Inst): Outcome {
  const [x, y] = inst.args as [Inst, Inst];
  const c = floatOf(y);
  if (c === 1) return x;
  if (c === -1) return become(inst, "fneg", [x]);
  return c === 2 ? become(inst, "fadd", [x, x]) : undefined;
}

/** By a power of two whose reciprocal is a normal number: as a product. */
function fdiv(inst: Inst, r: Rewriter): Outcome {
  const [x, y] = inst.args as [Inst, Inst];
  const c = floatOf(y);
  if (c === undefined) return undefined;
  if (c === 1) return x;
  const exponent = Math.log2(Math.abs(c));
  if (!Number.isInteger(exponent) || Math.abs(exponent) > 1000 || 2 ** exponent !== Math.abs(c))
    return undefined;
  return become(inst, "fmul", [x, r.float(bitsOf(1 / c))]);
}

function fneg(inst: Inst): Outcome {
  const x = inst.args[0]!;
  return x.op === "fneg" ? x.args[0] : undefined;
}

function fabs(inst: Inst): Outcome {
  const x = inst.args[0]!;
  if (x.op === "fabs") return x;
  return x.op === "fneg" ? become(inst, "fabs", [x.args[0]!]) : undefined;
}

function fbits(inst: Inst): Outcome {
  const x = inst.args[0]!;
  return x.op === "bitsf" ? x.args[0] : undefined;
}

function bitsf(inst: Inst): Outcome {
  const x = inst.args[0]!;
  return x.op === "fbits" ? x.args[0] : undefined;
}

function fselect(inst: Inst): Outcome {
  const [cond, yes, no] = inst.args as [Inst, Inst, Inst];
  const c = constantOf(cond);
  if (c !== undefined) return c !== 0n ? yes : no;
  if (yes === no) return yes;
  if (constantOf(cond.args[1]) !== 0n) return undefined;
  if (cond.op === "eq") return become(inst, "fselect", [cond.args[0]!, no, yes]);
  return cond.op === "ne" ? become(inst, "fselect", [cond.args[0]!, yes, no]) : undefined;
}

export const floatRules: Partial<Record<Op, Rule>> = {
  fadd,
  fsub,
  fmul,
  fdiv,
  fneg,
  fabs,
  fbits,
  bitsf,
  fselect,
};

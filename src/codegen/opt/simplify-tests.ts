/**
 * Rules of `simplify` for comparisons and for what tests a flag. A comparison yields 0 or -1 already, so
 * testing it against zero, negating it, or branching on either says nothing new.
 */
import { type Op, wrap } from "../ir/ops.ts";
import type { Inst } from "../ir/types.ts";
import { become, becomeConstant, constantOf, type Outcome, type Rewriter, type Rule } from "./rule.ts";

/** The op that is true where this one is not; `swap` exchanges the operands as well. */
// biome-ignore format: a table
const INVERSE: Partial<Record<Op, { op: Op; swap: boolean }>> = {
  eq: { op: "ne", swap: false },
  ne: { op: "eq", swap: false },
  lt: { op: "le", swap: true },
  le: { op: "lt", swap: true },
  ult: { op: "ule", swap: true },
  ule: { op: "ult", swap: true },
};

/** The comparison that is true where `test` is not, if `test` is a comparison. */
export function invertTest(test: Inst): { op: Op; args: Inst[] } | undefined {
  const inverse = INVERSE[test.op];
  if (inverse === undefined) return undefined;
  const [x, y] = test.args as [Inst, Inst];
  return { op: inverse.op, args: inverse.swap ? [y, x] : [x, y] };
}

/** Of cells or of floats. */
export const isComparison = ({ op }: Inst): boolean =>
  INVERSE[op] !== undefined || op === "feq" || op === "flt" || op === "fle";

/** Whether the value can only be 0 or -1. */
export function isFlag(inst: Inst, depth = 3): boolean {
  switch (inst.op) {
    case "const":
      return inst.imm === 0n || inst.imm === -1n;
    case "and":
    case "or":
    case "xor":
      return depth > 0 && isFlag(inst.args[0]!, depth - 1) && isFlag(inst.args[1]!, depth - 1);
    case "not":
      return depth > 0 && isFlag(inst.args[0]!, depth - 1);
    case "select":
      return depth > 0 && isFlag(inst.args[1]!, depth - 1) && isFlag(inst.args[2]!, depth - 1);
    default:
      return isComparison(inst);
  }
}

function eq(inst: Inst, r: Rewriter): Outcome {
  return equality(inst, r, true);
}

function ne(inst: Inst, r: Rewriter): Outcome {
  return equality(inst, r, false);
}

function equality(inst: Inst, r: Rewriter, equal: boolean): Outcome {
  const [x, y] = inst.args as [Inst, Inst];
  if (x === y) return becomeConstant(inst, equal ? -1n : 0n);
  const c = constantOf(y);
  if (c === undefined) {
    const added = addedTo(x, y) ?? addedTo(y, x);
    if (added !== undefined) return become(inst, inst.op, [added, r.constant(0n)]);
    // Neither is less than the other, or one is.
    return areOpposed(x, y) ? become(inst, inst.op, [...x.args]) : undefined;
  }
  if (isFlag(x)) {
    if (c !== 0n && c !== -1n) return becomeConstant(inst, equal ? 0n : -1n);
    return equal === (c === -1n) ? x : become(inst, "not", [x]);
  }
  const added = x.op === "add" ? constantOf(x.args[1]) : undefined;
  if (added !== undefined && r.uses(x) === 1) {
    return become(inst, inst.op, [x.args[0]!, r.constant(wrap(c - added))]);
  }
  if (c === 0n && (x.op === "sub" || x.op === "xor")) return become(inst, inst.op, [...x.args]);
  if (x.op === "sub") {
    // (a + c) - b = c, as `-1 +loop` asks.
    const [left, right] = x.args as [Inst, Inst];
    if (left.op === "add" && constantOf(left.args[1]) === c)
      return become(inst, inst.op, [left.args[0]!, right]);
  }
  if (c === 0n && x.op === "neg") return become(inst, inst.op, [x.args[0]!, y]);
  return undefined;
}

/** What the sum is more than the value; a shifted index is better part of the sum. */
function addedTo(sum: Inst, value: Inst): Inst | undefined {
  if (sum.op !== "add") return undefined;
  const [left, right] = sum.args as [Inst, Inst];
  const added = left === value ? right : right === value ? left : undefined;
  return added?.op === "shl" ? undefined : added;
}

/** a < b and b < a. */
const areOpposed = (x: Inst, y: Inst): boolean =>
  (x.op === "lt" || x.op === "ult") && x.op === y.op && x.args[0] === y.args[1] && x.args[1] === y.args[0];

const MIN = -(1n << 63n);

function lt(inst: Inst): Outcome {
  const [x, y] = inst.args as [Inst, Inst];
  if (x === y || constantOf(y) === MIN) return becomeConstant(inst, 0n);
  return constantOf(y) === 0n && isFlag(x) ? x : undefined;
}

function le(inst: Inst): Outcome {
  const [x, y] = inst.args as [Inst, Inst];
  return x === y || constantOf(x) === MIN ? becomeConstant(inst, -1n) : undefined;
}

function ult(inst: Inst, r: Rewriter): Outcome {
  const [x, y] = inst.args as [Inst, Inst];
  if (x === y || constantOf(y) === 0n) return becomeConstant(inst, 0n);
  if (constantOf(y) === 1n) return become(inst, "eq", [x, r.constant(0n)]);
  if (constantOf(y) === -1n) return become(inst, "ne", [x, y]);
  return constantOf(x) === 0n ? become(inst, "ne", [y, x]) : undefined;
}

function ule(inst: Inst): Outcome {
  const [x, y] = inst.args as [Inst, Inst];
  if (x === y || constantOf(x) === 0n) return becomeConstant(inst, -1n);
  if (constantOf(x) === -1n) return become(inst, "eq", [y, x]);
  return constantOf(y) === 0n ? become(inst, "eq", [x, y]) : undefined;
}

/** The value that is non-zero just where `x` is, with fewer tests; `inverted`: just where it is not. */
function conditionOf(x: Inst): { value: Inst; inverted: boolean } | undefined {
  if (x.op === "ne" && constantOf(x.args[1]) === 0n) return { value: x.args[0]!, inverted: false };
  if (x.op === "eq" && constantOf(x.args[1]) === 0n) return { value: x.args[0]!, inverted: true };
  if (x.op === "not" && isFlag(x.args[0]!)) return { value: x.args[0]!, inverted: true };
  if (x.op === "neg") return { value: x.args[0]!, inverted: false };
  return undefined;
}

function br(inst: Inst, r: Rewriter): Outcome {
  const cond = inst.args[0]!;
  // The difference of two comparisons, as `compare` ends with.
  if (cond.op === "sub" && areOpposed(cond.args[0]!, cond.args[1]!)) {
    inst.args[0] = r.insert("ne", [...cond.args[0]!.args]);
    return "again";
  }
  const found = conditionOf(cond);
  if (found === undefined) return undefined;
  if (found.inverted) {
    const block = inst.block!;
    // Both arms to one block: its phis tell them apart by order.
    if (block.succs[0] === block.succs[1]) return undefined;
    block.succs.reverse();
  }
  inst.args[0] = found.value;
  return "again";
}

function trapif(inst: Inst): Outcome {
  const found = conditionOf(inst.args[0]!);
  if (found === undefined || found.inverted) return undefined;
  inst.args[0] = found.value;
  return "again";
}

export const comparisonRules: Partial<Record<Op, Rule>> = { eq, ne, lt, le, ult, ule, br, trapif };

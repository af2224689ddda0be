/**
 * Comparisons, and what asks for their outcome: a branch, a trap, a selection, a flag as a value. The
 * comparison is made inside the instruction that asks, so flags need no allocation.
 *
 * Machine instructions: `op` is who asks (`br`, `trap`, `select`, `fselect`, `set`), `cond` the condition,
 * `form` how it is compared, from operand `at` on: `cmp` or `cmn` (i: with `imm`, r: a register, s: a register
 * shifted by `sym`), `tst` (i, r), `zero` (one register with 0), `bit` (bit number `imm` of one), `fcmp` (r; z: with 0).
 *
 * Several comparisons joined by and/or are one instruction that asks: `links` are those after the first, each a
 * conditional comparison (Arm ARM C6.2, CCMP): made if the outcome so far leaves anything open, otherwise the
 * flags are set to say what is already known.
 *
 * Of floats a NaN makes every comparison false: "less" is `mi` and "not more" is `ls`, whose opposites are true then.
 */
import type { Inst } from "../../ir/types.ts";
import { type MachineInst, machineInst, type Operand } from "../machine.ts";
import { bitNumber, fitsAdd, fitsLogical } from "./immediates.ts";
import type { Selector } from "./selector.ts";
import { shiftOf } from "./shifts.ts";

/** Condition codes, as in Arm ARM C1.2.4: the opposite, and the same with operands exchanged. */
const OPPOSITE: Readonly<Record<string, string>> = {
  eq: "ne",
  ne: "eq",
  lt: "ge",
  ge: "lt",
  le: "gt",
  gt: "le",
  lo: "hs",
  hs: "lo",
  ls: "hi",
  hi: "ls",
  mi: "pl",
  pl: "mi",
  vs: "vc",
  vc: "vs",
};
const MIRRORED: Readonly<Record<string, string>> = {
  eq: "eq",
  ne: "ne",
  lt: "gt",
  gt: "lt",
  le: "ge",
  ge: "le",
  lo: "hi",
  hi: "lo",
  ls: "hs",
  hs: "ls",
};
/** Flags (N 8, Z 4, C 2, V 1) with which the condition is true, and false. */
const FLAGS_TRUE: Readonly<Record<string, number>> = {
  eq: 4,
  ne: 0,
  lt: 8,
  ge: 0,
  le: 4,
  gt: 0,
  lo: 0,
  hs: 2,
  ls: 0,
  hi: 2,
  mi: 8,
  pl: 0,
  vs: 1,
  vc: 0,
};

export const opposite = (cond: string): string => OPPOSITE[cond]!;
export const mirrored = (cond: string): string => MIRRORED[cond]!;

const CONDITION: Readonly<Record<string, string>> = {
  eq: "eq",
  ne: "ne",
  lt: "lt",
  le: "le",
  ult: "lo",
  ule: "ls",
  feq: "eq",
  flt: "mi",
  fle: "ls",
};

export const isComparison = (inst: Inst): boolean => CONDITION[inst.op] !== undefined;

/** `left cond right`; without `right` the comparison of `left` with 0. `bits`: of the bits of both with 0. */
interface Leaf {
  cond: string;
  left: Inst;
  right: Inst | undefined;
  bits: boolean;
}

/** A leaf, or what joins the leaves before it: made only if they were true (`and`), or false. */
interface Step extends Leaf {
  join: "and" | "or" | undefined;
}

/** The steps that tell whether a flag is not 0. */
export type Comparison = Step[];

/** One conditional comparison after the first. */
export interface Link {
  form: string;
  imm: bigint;
  /** Its first operand. */
  at: number;
  /** It is made if this holds; else these are the flags. */
  when: string;
  flags: number;
  cond: string;
}

/** What this target notes beyond `MachineInst`. */
export interface ComparingInst extends MachineInst {
  /** The first operand that is compared. */
  at: number;
  links: Link[];
}

const MIN = -(1n << 63n);
const MAX_STEPS = 4;

const isZero = (inst: Inst): boolean => inst.op === "const" && inst.imm === 0n;

/** Cheap enough to make again here: in another block its operands might long be dead. */
const isNearby = (s: Selector, inst: Inst): boolean => s.isOwn(inst) || inst.block === s.block;

/** Of a flag: the same or the other one. */
const turnsFlag = ({ op, args }: Inst): boolean =>
  op === "not" || ((op === "eq" || op === "ne") && isZero(args[1]!));

/** The comparison that tells whether the flag is not 0, or, negated, is. */
export function compare(s: Selector, flag: Inst, negated = false): Comparison {
  const steps = s.isHere(flag) ? joined(s, flag, negated, MAX_STEPS) : undefined;
  return steps ?? [leaf(s, flag, negated)];
}

/** The same for what is asked for as a value; undefined if it is no flag. */
export function flagSteps(s: Selector, inst: Inst): Comparison | undefined {
  const steps = joined(s, inst, false, MAX_STEPS);
  if (steps !== undefined) return steps;
  return isComparison(inst) || (inst.op === "not" && isSingle(s, inst.args[0]!))
    ? [leaf(s, inst, false)]
    : undefined;
}

/** Several comparisons as a list; undefined if it is just one thing. Nobody else asks for the joined flag. */
function joined(s: Selector, flag: Inst, negated: boolean, room: number): Comparison | undefined {
  if (turnsFlag(flag)) {
    const inner = flag.args[0]!;
    return s.isHere(inner) ? joined(s, inner, flag.op === "ne" ? negated : !negated, room) : undefined;
  }
  if ((flag.op !== "and" && flag.op !== "or") || room < 2) return undefined;
  // The opposite of "both" is "one of the opposites".
  const join = (flag.op === "and") === !negated ? "and" : "or";
  let [left, right] = flag.args as [Inst, Inst];
  if (left === right) return undefined;
  if (!isSingle(s, right)) [left, right] = [right, left];
  if (!isSingle(s, right)) return undefined;
  const first = isSingle(s, left)
    ? [leaf(s, left, negated)]
    : s.isHere(left)
      ? joined(s, left, negated, room - 1)
      : undefined;
  if (first === undefined) return undefined;
  const last = leaf(s, right, negated);
  if (last.bits) return undefined;
  return [...first, { ...last, join }];
}

/** A comparison of its own, or the opposite of one. */
function isSingle(s: Selector, flag: Inst): boolean {
  if (!s.isHere(flag)) return false;
  return isComparison(flag) || (flag.op === "not" && isSingle(s, flag.args[0]!));
}

function leaf(s: Selector, flag: Inst, negate: boolean): Step {
  let inst = flag;
  let negated = negate;
  // `x 0=` of a flag turns the flag around, and `invert` does; of what is no flag it is a comparison itself, or a number.
  let turned = negate;
  for (let at = flag; turnsFlag(at); ) {
    if (at.op !== "ne") turned = !turned;
    at = at.args[0]!;
    if (!isNearby(s, at)) break;
    if (!isComparison(at)) continue;
    inst = at;
    negated = turned;
  }
  const turn = (cond: string): string => (negated ? opposite(cond) : cond);
  if (!isComparison(inst) || !isNearby(s, inst)) return zeroTest(s, inst, turn("ne"));
  const [left, right] = inst.args as [Inst, Inst];
  const cond = CONDITION[inst.op]!;
  if (left.type === "f64") return { cond: turn(cond), left, right, bits: false, join: undefined };
  if (isZero(left) && (cond === "eq" || cond === "ne")) return zeroTest(s, right, turn(cond));
  if (left.op === "const")
    return { cond: turn(MIRRORED[cond]!), left: right, right: left, bits: false, join: undefined };
  if (isZero(right)) {
    if (cond === "eq" || cond === "ne") return zeroTest(s, left, turn(cond));
    if (cond === "lt") return { cond: turn("lt"), left, right: undefined, bits: false, join: undefined };
  }
  if (shiftOf(s, left) !== undefined && shiftOf(s, right) === undefined && right.op !== "const")
    return { cond: turn(MIRRORED[cond]!), left: right, right: left, bits: false, join: undefined };
  return { cond: turn(cond), left, right, bits: false, join: undefined };
}

function zeroTest(s: Selector, inst: Inst, cond: string): Step {
  if (inst.op === "and" && s.isHere(inst)) {
    const [left, right] = inst.args as [Inst, Inst];
    return left.op === "const"
      ? { cond, left: right, right: left, bits: true, join: undefined }
      : { cond, left, right, bits: true, join: undefined };
  }
  return { cond, left: inst, right: undefined, bits: false, join: undefined };
}

type Asker = "br" | "trap" | "select" | "fselect" | "set";

/** Selects the instruction that asks; `operands` are its own, results first. */
export function selectCompared(
  s: Selector,
  op: Asker,
  steps: Comparison,
  operands: Operand[],
  asker: Inst,
): ComparingInst {
  const inst = machineInst(op, operands, asker.pos) as ComparingInst;
  inst.at = operands.length;
  inst.links = [];
  if (op === "trap") inst.aux = Number(asker.imm);
  const first = compareForm(s, steps[0]!, operands, steps.length > 1, op === "br" || op === "trap");
  inst.form = first.form;
  inst.imm = first.imm;
  inst.sym = first.shift;
  inst.cond = first.cond;
  for (let i = 1; i < steps.length; i++) {
    const step = steps[i]!;
    const at = operands.length;
    const { form, imm, cond } = linkForm(s, step, operands);
    const isAnd = step.join === "and";
    const when = isAnd ? inst.cond : opposite(inst.cond);
    inst.links.push({ form, imm, at, when, flags: FLAGS_TRUE[isAnd ? opposite(cond) : cond]!, cond });
    inst.cond = cond;
  }
  return inst;
}

interface Form {
  form: string;
  imm: bigint;
  shift: string;
  cond: string;
}

const plain = (form: string, cond: string, imm = 0n): Form => ({ form, imm, shift: "", cond });

/** Adds what is compared to the operands. `inFlags`: the outcome must be in the flags, `jumps`: a jump may look itself. */
function compareForm(s: Selector, step: Leaf, operands: Operand[], inFlags: boolean, jumps: boolean): Form {
  const { cond, left, right, bits } = step;
  if (left.type === "f64") return floatForm(s, step, operands);
  if (right === undefined) {
    operands.push(s.use(left));
    return plain(inFlags ? "cmpi" : "zero", cond);
  }
  if (bits) {
    if (right.op === "const") {
      const bit = bitNumber(right.imm);
      if (bit >= 0 && jumps && !inFlags) {
        operands.push(s.use(left));
        return plain("bit", cond, BigInt(bit));
      }
      if (fitsLogical(right.imm)) {
        operands.push(s.use(left));
        return plain("tsti", cond, right.imm);
      }
    }
    operands.push(s.use(left), s.use(right));
    return plain("tstr", cond);
  }
  if (right.op === "const") {
    if (right.imm === MIN && (cond === "eq" || cond === "ne")) {
      // Only the least number less 1 overflows.
      operands.push(s.use(left));
      return plain("cmpi", cond === "eq" ? "vs" : "vc", 1n);
    }
    const immediate = immediateForm(right.imm, 0xfffffffn);
    if (immediate !== undefined) {
      operands.push(s.use(left));
      return plain(immediate.form, cond, immediate.imm);
    }
    const nearby = shifted(right.imm, cond);
    if (nearby !== undefined) {
      operands.push(s.use(left));
      return plain("cmpi", nearby.cond, nearby.imm);
    }
  }
  const shift = shiftOf(s, right);
  if (shift !== undefined) {
    operands.push(s.use(left), s.use(shift.value));
    return { form: "cmps", imm: 0n, shift: shift.text, cond };
  }
  operands.push(s.use(left), s.use(right));
  return plain("cmpr", cond);
}

/** x < 4097 is x <= 4096, which fits. */
function shifted(value: bigint, cond: string): { cond: string; imm: bigint } | undefined {
  const less: Record<string, string> = { lt: "le", ge: "gt", lo: "ls", hs: "hi" };
  const more: Record<string, string> = { le: "lt", gt: "ge", ls: "lo", hi: "hs" };
  if (less[cond] !== undefined && value > 0n && fitsAdd(value - 1n))
    return { cond: less[cond], imm: value - 1n };
  if (more[cond] !== undefined && value >= 0n && fitsAdd(value + 1n))
    return { cond: more[cond], imm: value + 1n };
  return undefined;
}

function immediateForm(value: bigint, most: bigint): { form: string; imm: bigint } | undefined {
  if (value >= 0n && value <= most && fitsAdd(value)) return { form: "cmpi", imm: value };
  if (value < 0n && -value <= most && fitsAdd(-value)) return { form: "cmni", imm: -value };
  return undefined;
}

/** Conditional comparisons take numbers of 5 bits and plain registers. */
function linkForm(s: Selector, step: Leaf, operands: Operand[]): Form {
  const { cond, left, right } = step;
  if (left.type === "f64") {
    operands.push(s.use(left), s.use(right!));
    return plain("fcmpr", cond);
  }
  const value = right === undefined ? 0n : right.op === "const" ? right.imm : undefined;
  const immediate = value === undefined ? undefined : immediateForm(value, 31n);
  operands.push(s.use(left));
  if (immediate !== undefined) return plain(immediate.form, cond, immediate.imm);
  if (value === MIN && (cond === "eq" || cond === "ne"))
    return plain("cmpi", cond === "eq" ? "vs" : "vc", 1n);
  operands.push(s.use(right!));
  return plain("cmpr", cond);
}

function floatForm(s: Selector, { cond, left, right }: Leaf, operands: Operand[]): Form {
  operands.push(s.use(left));
  if (right!.op === "fconst" && right!.imm === 0n) return plain("fcmpz", cond);
  operands.push(s.use(right!));
  return plain("fcmpr", cond);
}

/**
 * Comparisons, and what asks for their outcome: a branch, a trap, a conditional move, a flag as a value.
 * The comparison is made inside the instruction that asks, so flags need no allocation.
 *
 * Machine instructions: `op` is who asks (`br`, `trap`, `select`, `set`, `bit` for 0 and 1, `adc` and `sbb` of
 * carry.ts), `cond` the condition, `form` says
 * what is compared with what: `cmp` or `test` (`cmpb` for bytes in memory), then the operands as r
 * (register or slot), i (`imm`, `sym`), m (`mem`). Compared operands come after those of who asks.
 *
 * Floats (`ucom`, then the source as in floats.ts) set the flags of an unsigned comparison, all of them if one
 * operand is a NaN. So "less" is asked as "above" with the operands exchanged, which a NaN makes false, and
 * its opposite is then right too. Equality takes two flags: `fe` and `fne` stand for "zero and no parity" and
 * the opposite.
 */
import type { Inst } from "../../ir/types.ts";
import { ANY, type MachineInst, machineInst, type Operand, operand, REG, type VReg } from "../machine.ts";
import { floatSource, isFloatComparison } from "./floats.ts";
import type { Selector } from "./selector.ts";

/** Condition codes, as in SDM volume 2, appendix B.1.4; the opposite, and the same with operands exchanged. */
const OPPOSITE: Readonly<Record<string, string>> = {
  e: "ne",
  ne: "e",
  l: "ge",
  ge: "l",
  le: "g",
  g: "le",
  b: "ae",
  ae: "b",
  be: "a",
  a: "be",
  s: "ns",
  ns: "s",
  o: "no",
  no: "o",
  fe: "fne",
  fne: "fe",
};
const MIRRORED: Readonly<Record<string, string>> = {
  e: "e",
  ne: "ne",
  l: "g",
  g: "l",
  le: "ge",
  ge: "le",
  b: "a",
  a: "b",
  be: "ae",
  ae: "be",
};
/** For operands that are known not to be negative. */
const UNSIGNED: Readonly<Record<string, string>> = { l: "b", le: "be", g: "a", ge: "ae" };

export const opposite = (cond: string): string => OPPOSITE[cond]!;

const CONDITION: Readonly<Record<string, string>> = {
  eq: "e",
  ne: "ne",
  lt: "l",
  le: "le",
  ult: "b",
  ule: "be",
};

export const isComparison = (inst: Inst): boolean => CONDITION[inst.op] !== undefined;

/** `left cond right`; without `right` the comparison of `left` with 0. `bits`: of the bits of both. */
export interface Comparison {
  cond: string;
  left: Inst;
  right: Inst | undefined;
  bits: boolean;
}

/** The comparison that tells whether the flag is not 0. */
export function compare(s: Selector, flag: Inst): Comparison {
  let inst = flag;
  let negated = false;
  // `x 0=` of a flag turns the flag around.
  while (inst.op === "not" || ((inst.op === "eq" || inst.op === "ne") && isZero(inst.args[1]!))) {
    const inner = inst.args[0]!;
    if (!isComparison(inner) && !isFloatComparison(inner)) break;
    if (!isNearby(s, inner)) break;
    if (inst.op !== "ne") negated = !negated;
    inst = inner;
  }
  const turn = (cond: string): string => (negated ? opposite(cond) : cond);
  if (isFloatComparison(inst) && isNearby(s, inst)) {
    const [x, y] = inst.args as [Inst, Inst];
    if (inst.op === "feq") return { cond: turn("fe"), left: x, right: y, bits: false };
    return { cond: turn(inst.op === "flt" ? "a" : "ae"), left: y, right: x, bits: false };
  }
  if (!isComparison(inst) || !isNearby(s, inst)) return zeroTest(s, inst, turn("ne"));
  const [left, right] = inst.args as [Inst, Inst];
  const cond = CONDITION[inst.op]!;
  if (left.op === "const") {
    if (left.imm === 0n && (cond === "e" || cond === "ne")) return zeroTest(s, right, turn(cond));
    return { cond: turn(MIRRORED[cond]!), left: right, right: left, bits: false };
  }
  if (right.op === "const" && right.imm === MIN && (cond === "e" || cond === "ne")) {
    return { cond: turn(cond === "e" ? "o" : "no"), left, right: undefined, bits: false };
  }
  if (isZero(right)) {
    if (cond === "e" || cond === "ne") return zeroTest(s, left, turn(cond));
    if (cond === "l") return { cond: turn("s"), left, right: undefined, bits: false };
  }
  return { cond: turn(cond), left, right, bits: false };
}

function zeroTest(s: Selector, inst: Inst, cond: string): Comparison {
  if (inst.op === "and" && s.isOwn(inst) && inst.block === s.block) {
    const [left, right] = inst.args as [Inst, Inst];
    return left.op === "const"
      ? { cond, left: right, right: left, bits: true }
      : { cond, left, right, bits: true };
  }
  return { cond, left: inst, right: undefined, bits: false };
}

const MIN = -(1n << 63n);
/** Of the comparison with 1: whether the number is the least of all. It needs no register, unlike MIN. */
const isOverflow = (cond: string): boolean => cond === "o" || cond === "no";

export const isZero = (inst: Inst): boolean => inst.op === "const" && inst.imm === 0n;

/** Cheap enough to make again here: in another block its operands might long be dead. */
const isNearby = (s: Selector, inst: Inst): boolean => s.isOwn(inst) || inst.block === s.block;

/** A comparison of cells that only the instruction at hand asks for: it can be had in another form. */
export const isFlagHere = (s: Selector, inst: Inst): boolean =>
  isComparison(inst) && s.isOwn(inst) && inst.block === s.block;

/** The flag as 0 or 1. */
export const selectBit = (s: Selector, flag: Inst, bit: VReg): void =>
  selectCompared(s, "bit", compare(s, flag), [operand(bit, "def", REG)], flag);

/** The comparison whose carry is the flag. */
export function carryOf(flag: Inst): { left: Inst; right: Inst | undefined } | undefined {
  const [left, right] = flag.args as [Inst, Inst];
  if (flag.op === "ult" && left.op !== "const") return { left, right };
  return flag.op === "eq" && isZero(right) ? { left, right: undefined } : undefined;
}

/** Adds the operands of the comparison that sets the carry. */
export function compareCarry(s: Selector, inst: MachineInst, flag: Inst): void {
  const { left, right } = carryOf(flag)!;
  if (right === undefined) {
    // x = 0 is the carry of x - 1.
    inst.form = "cmpri";
    inst.imm = 1n;
    inst.operands.push(s.use(left, ANY));
    inst.cond = "b";
  } else compareOperands(s, inst, { cond: "b", left, right, bits: false });
  s.emit(inst);
}

/** Selects the instruction that asks; `operands` are its own. */
export function selectCompared(
  s: Selector,
  op: "br" | "trap" | "select" | "fselect" | "set" | "bit",
  comparison: Comparison,
  operands: Operand[],
  asker: Inst,
): void {
  const { cond, left, right, bits } = comparison;
  const inst = machineInst(op, operands, asker.pos);
  if (op === "trap") inst.aux = Number(asker.imm);
  if (op === "select" || op === "fselect") inst.tied = true;
  if (left.type === "f64") {
    selectFloatCompared(s, inst, comparison);
    return;
  }
  if ((op === "set" || op === "bit") && right === undefined && !bits && !isOverflow(cond)) {
    // As a value: x < 0 is the sign, x = 0 the carry of x - 1.
    if (cond === "s" || cond === "ns") {
      inst.form = "sign";
      inst.cond = cond;
      inst.tied = true;
      operands.push(s.use(left, ANY));
      s.emit(inst);
      return;
    }
    if (op === "set") {
      inst.form = "cmpri";
      inst.cond = cond === "e" ? "b" : "ae";
      inst.imm = 1n;
      operands.push(s.use(left, ANY));
      s.emit(inst);
      return;
    }
  }
  compareOperands(s, inst, comparison);
  s.emit(inst);
}

function compareOperands(s: Selector, inst: MachineInst, comparison: Comparison): void {
  let { cond } = comparison;
  const { left, right, bits } = comparison;
  const { op, operands } = inst;
  const verb = bits ? "test" : "cmp";
  const immediate = right === undefined ? { imm: isOverflow(cond) ? 1n : 0n, sym: "" } : s.immediate(right);
  if (immediate !== undefined) {
    inst.imm = immediate.imm;
    inst.sym = immediate.sym;
    const isByte = left.op === "load8" && immediate.sym === "" && immediate.imm >= 0n && immediate.imm < 256n;
    if (!bits && (isByte || left.op === "load") && cond !== "s" && cond !== "ns" && s.isFoldableLoad(left)) {
      inst.mem = s.memory(left.args[0]!, left.imm, operands);
      inst.form = isByte ? "cmpbmi" : "cmpmi";
      if (op !== "trap") inst.pos = left.pos;
      if (isByte) cond = UNSIGNED[cond] ?? cond;
    } else {
      inst.form = `${verb}ri`;
      operands.push(s.use(left, bits ? REG : ANY));
    }
  } else if (!bits && right!.op === "load" && s.isFoldableLoad(right!)) {
    inst.form = "cmprm";
    operands.push(s.use(left));
    inst.mem = s.memory(right!.args[0]!, right!.imm, operands);
    if (op !== "trap") inst.pos = right!.pos;
  } else if (!bits && left.op === "load" && s.isFoldableLoad(left)) {
    inst.form = "cmpmr";
    operands.push(s.use(right!));
    inst.mem = s.memory(left.args[0]!, left.imm, operands);
    if (op !== "trap") inst.pos = left.pos;
  } else {
    inst.form = `${verb}rr`;
    operands.push(s.use(left), s.use(right!, ANY));
  }
  inst.cond = cond;
}

/** Predicates of `cmpsd` by condition: exchanged operands are exchanged back. */
const PREDICATE: Readonly<Record<string, string>> = {
  fe: "eq",
  fne: "neq",
  a: "lt",
  be: "nlt",
  ae: "le",
  b: "nle",
};

function selectFloatCompared(s: Selector, inst: MachineInst, { cond, left, right }: Comparison): void {
  const { operands, pos } = inst;
  inst.cond = cond;
  if (inst.op === "set") {
    // `cmpsd` makes a mask, which is just what a flag is.
    inst.op = "fflag";
    inst.cond = PREDICATE[cond]!;
    operands.push(s.use(right!, ANY));
    floatSource(s, inst, left);
    s.emit(inst);
    return;
  }
  if (inst.op === "select" && (cond === "fe" || cond === "fne")) {
    // Two conditional moves of the same value: that which is taken if they differ, over the other.
    inst.cond = "fne";
    if (cond === "fe") [operands[1], operands[2]] = [operands[2]!, operands[1]!];
    operands[2]!.role = "late";
  }
  inst.form = "ucom";
  operands.push(s.use(left));
  floatSource(s, inst, right!);
  if (inst.op === "trap") inst.pos = pos;
  s.emit(inst);
}

/** `trapif` of "dividend is MIN and divisor is -1": two tests without a flag as a value. */
export function selectOverflowTrap(s: Selector, inst: Inst): boolean {
  const both = inst.args[0]!;
  if (both.op !== "and" || !s.isOwn(both)) return false;
  const tests = both.args.map((arg) => {
    const [left, right] = arg.args;
    return arg.op === "eq" && s.isOwn(arg) && right!.op === "const" && left!.op !== "const"
      ? { left: left!, value: right!.imm }
      : undefined;
  });
  const dividend = tests.find((test) => test?.value === MIN);
  const divisor = tests.find((test) => test?.value === -1n);
  if (dividend === undefined || divisor === undefined) return false;
  const made = machineInst("trapoverflow", [s.use(dividend.left, ANY), s.use(divisor.left, ANY)], inst.pos);
  made.aux = Number(inst.imm);
  s.emit(made);
  return true;
}

/** Index of the first compared operand. */
export function comparedAt(inst: MachineInst): number {
  switch (inst.op) {
    case "select":
    case "fselect":
      return 3;
    case "set":
    case "bit":
      return 1;
    case "adc":
    case "sbb":
      return inst.aux;
    default:
      return 0;
  }
}

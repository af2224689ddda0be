/**
 * Comparisons, and what asks for their outcome: a branch, a trap, a conditional move, a flag as a value.
 * The comparison is made inside the instruction that asks, so flags need no allocation.
 *
 * Machine instructions: `op` is who asks (`br`, `trap`, `select`, `set`, `bit` for 0 and 1, `byte` for that
 * in the low byte only, `adc` and `sbb` of
 * carry.ts), `cond` the condition, `form` says
 * what is compared with what: `cmp` or `test` (`cmpb` for bytes in memory), then the operands as r
 * (register or slot), i (`imm`, `sym`), m (`mem`). Compared operands come after those of who asks.
 *
 * Floats (`ucom`, then the source as in floats.ts) set the flags of an unsigned comparison, all of them if one
 * operand is a NaN. So "less" is asked as "above" with the operands exchanged, which a NaN makes false, and
 * its opposite is then right too. Equality takes two flags: `fe` and `fne` stand for "zero and no parity" and
 * the opposite.
 */
import { decidesNextLoad } from "../../analysis/chase.ts";
import type { Inst } from "../../ir/types.ts";
import { ANY, type MachineInst, machineInst, type Operand, operand, REG, type VReg } from "../machine.ts";
import { testedBit } from "./bits.ts";
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

/** `aux` of a `select` that is better a jump. */
export const BY_JUMP = 1;

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
  /** `left` is flags put together: not 0 if the low byte of this register is. */
  byte?: VReg;
  /** Bit `right` of `left`, the condition asks for the carry. */
  single?: true;
}

/** The comparison that tells whether the flag is not 0. */
export function compare(s: Selector, flag: Inst): Comparison {
  let inst = flag;
  let negated = false;
  // `x 0=` of a flag turns the flag around.
  while (inst.op === "not" || ((inst.op === "eq" || inst.op === "ne") && isZero(inst.args[1]!))) {
    const inner = inst.args[0]!;
    const isTree = (inner.op === "or" || inner.op === "and") && isFlagTree(s, inner);
    if (!isComparison(inner) && !isFloatComparison(inner) && !isTree) break;
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
  if ((inst.op === "or" || inst.op === "and") && isFlagTree(s, inst))
    return { cond, left: inst, right: undefined, bits: false, byte: s.newVreg() };
  if (inst.op === "and" && s.isOwn(inst) && inst.block === s.block) {
    const tested = testedBit(s, inst);
    if (tested !== undefined) {
      // The bit is the carry.
      return {
        cond: cond === "ne" ? "b" : "ae",
        left: tested.value,
        right: tested.count,
        bits: true,
        single: true,
      };
    }
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

/** Flags put together by and, or: nobody needs them as 0 and -1. */
function isFlagTree(s: Selector, inst: Inst, depth = 4): boolean {
  if (!s.isOwn(inst) || inst.block !== s.block || depth === 0) return false;
  if (inst.op !== "or" && inst.op !== "and") return isComparison(inst);
  return isFlagTree(s, inst.args[0]!, depth - 1) && isFlagTree(s, inst.args[1]!, depth - 1);
}

/** Computes such flags into the low byte of a register. */
function selectByte(s: Selector, inst: Inst, byte: VReg): void {
  if (inst.op !== "or" && inst.op !== "and") {
    selectCompared(s, "byte", compare(s, inst), [operand(byte, "def", REG)], inst);
    return;
  }
  const [left, right] = [s.newVreg(), s.newVreg()];
  const made = machineInst(`${inst.op}b`, [operand(byte, "def", REG)], inst.pos);
  made.operands.push(operand(left, "use", REG), operand(right, "use", REG));
  made.tied = true;
  s.emit(made);
  selectByte(s, inst.args[1]!, right);
  selectByte(s, inst.args[0]!, left);
}

/** Cheap enough to make again here: in another block its operands might long be dead. */
const isNearby = (s: Selector, inst: Inst): boolean => s.isOwn(inst) || inst.block === s.block;

/** A comparison of cells that only the instruction at hand asks for: it can be had in another form. */
export const isFlagHere = (s: Selector, inst: Inst): boolean =>
  isComparison(inst) && s.isOwn(inst) && inst.block === s.block;

/** The flag as 0 or 1. */
export const selectBit = (s: Selector, flag: Inst, bit: VReg): void =>
  selectCompared(s, "bit", compare(s, flag), [operand(bit, "def", REG)], flag);

/** One flag or several put together, as 0 or 1. Whether it was that. */
export function selectBits(s: Selector, flags: Inst, bit: VReg): boolean {
  if (isFlagHere(s, flags)) {
    selectBit(s, flags, bit);
    return true;
  }
  if ((flags.op !== "or" && flags.op !== "and") || !isFlagTree(s, flags)) return false;
  const byte = s.newVreg();
  const extend = machineInst("extend", [operand(bit, "def", REG), operand(byte, "use", REG)], flags.pos);
  extend.aux = 1;
  s.emit(extend);
  selectByte(s, flags, byte);
  return true;
}

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
  op: "br" | "trap" | "select" | "fselect" | "set" | "bit" | "byte",
  comparison: Comparison,
  operands: Operand[],
  asker: Inst,
): void {
  const { cond, left, right, bits } = comparison;
  const inst = machineInst(op, operands, asker.pos);
  if (op === "trap") inst.aux = Number(asker.imm);
  if (op === "select" || op === "fselect") inst.tied = true;
  if (op === "select" && decidesNextLoad(asker, s.far)) inst.aux = BY_JUMP;
  if (left.type === "f64") {
    selectFloatCompared(s, inst, comparison);
    return;
  }
  if (comparison.byte !== undefined) {
    inst.form = "testb";
    inst.cond = cond;
    operands.push(operand(comparison.byte, "use", REG));
    s.emit(inst);
    selectByte(s, left, comparison.byte);
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
  const { operands } = inst;
  if (comparison.single) {
    inst.form = "bt";
    inst.cond = cond;
    operands.push(s.use(left));
    if (right!.op === "const") inst.imm = right!.imm & 63n;
    else operands.push(s.use(right!));
    return;
  }
  const verb = bits ? "test" : "cmp";
  const immediate = right === undefined ? { imm: isOverflow(cond) ? 1n : 0n, sym: "" } : s.immediate(right);
  if (immediate !== undefined) {
    inst.imm = immediate.imm;
    inst.sym = immediate.sym;
    const suffix = bits || cond === "s" || cond === "ns" ? "" : comparedWidth(left, immediate);
    if (suffix !== "" && s.isFoldableLoad(left)) {
      foldLoad(s, inst, `cmpmi${suffix}`, left);
      if (suffix !== "q") cond = UNSIGNED[cond] ?? cond;
    } else {
      inst.form = `${verb}ri`;
      operands.push(s.use(left, bits ? REG : ANY));
    }
  } else if (!bits && isLoad(s, right!) && (right!.op === "load" || isNarrow(left, right!.op))) {
    operands.push(s.use(left));
    foldLoad(s, inst, `cmprm${LOADED[right!.op]}`, right!);
    if (right!.op !== "load") cond = UNSIGNED[cond] ?? cond;
  } else if (!bits && isLoad(s, left) && (left.op === "load" || isNarrow(right!, left.op))) {
    operands.push(s.use(right!));
    foldLoad(s, inst, `cmpmr${LOADED[left.op]}`, left);
    if (left.op !== "load") cond = UNSIGNED[cond] ?? cond;
  } else {
    inst.form = `${verb}rr`;
    operands.push(s.use(left), s.use(right!, ANY));
  }
  inst.cond = cond;
}

/** Suffixes of what is loaded. */
const LOADED: Readonly<Record<string, string>> = { load: "q", load8: "b", load16: "w", load32: "l" };
const LOADED_BITS: Readonly<Record<string, number>> = { load8: 8, load16: 16, load32: 32 };

const isLoad = (s: Selector, inst: Inst): boolean => LOADED[inst.op] !== undefined && s.isFoldableLoad(inst);

/** Whether the value has no more bits than such a load gives: then so many can be compared, as unsigned. */
function isNarrow(inst: Inst, load: string): boolean {
  if (inst.op === load) return true;
  const mask = inst.op === "and" ? inst.args[1]! : undefined;
  return mask?.op === "const" && mask.imm >= 0n && mask.imm < 1n << BigInt(LOADED_BITS[load]!);
}

/** The suffix of a comparison of memory with the constant, "" if there is none. */
function comparedWidth(left: Inst, { imm, sym }: { imm: bigint; sym: string }): string {
  if (left.op === "load") return "q";
  if (sym !== "" || imm < 0n) return "";
  // An immediate of 16 bits would make the decoders wait.
  return left.op === "load8" && imm < 256n ? "b" : left.op === "load32" && imm < 0x80000000n ? "l" : "";
}

function foldLoad(s: Selector, inst: MachineInst, form: string, load: Inst): void {
  inst.form = form;
  inst.mem = s.memory(load.args[0]!, load.imm, inst.operands);
  if (inst.op !== "trap") inst.pos = load.pos;
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
    case "byte":
      return 1;
    case "adc":
    case "sbb":
      return inst.aux;
    default:
      return 0;
  }
}

/**
 * The carry: sums, differences and comparisons of numbers of two cells, as one instruction each that goes on
 * with the flag of the one before (SDM volume 2, ADC, SBB). A carry in the IR is `ult`, a flag of -1, so
 *
 *   x - (a u< b)   is x + carry of `cmp b,a`       x + (a u< b)   is x - carry
 *
 * Where the comparison asks whether a + b came out below a, the sum of two cells is `add` and `adc`; where the
 * difference a - b is there too, that of two is `sub` and `sbb`. Machine instructions:
 *
 *   adc, sbb    result, x, [y]; then what is compared: x ± y ± carry
 *   add2, sub2  low, high, a, x, b, [y]: low = a ± b, high = x ± y ± carry
 *
 * Signed or unsigned comparison of two doubles: `cmp` of the low cells, `sbb` of the high ones into a place
 * that nobody reads, and the flags are those of the whole difference. Machine instruction `br`, `trap` or `set`
 * with the form `double`: place, high a, high b, low a, low b.
 */
import { doubleComparison } from "../../analysis/double-comparison.ts";
import type { Inst } from "../../ir/types.ts";
import { ANY, machineInst, type Operand, operand, REG } from "../machine.ts";
import { carryOf, compareCarry, isFlagHere, isZero, selectBit } from "./compare.ts";
import type { Selector } from "./selector.ts";

/** Far enough to find the two halves of one operation, near enough to cost nothing. */
const WINDOW = 12;

/** A sum or difference with a flag as one of its operands. Whether it was one. */
export function selectCarry(s: Selector, inst: Inst): boolean {
  const [x, y] = inst.args as [Inst, Inst];
  if (inst.op === "sub") {
    if (isFlagHere(s, y)) return withFlag(s, inst, x, y, "adc");
    // (p + flag) - y
    const parts = sumWithFlag(s, x, "add");
    if (parts !== undefined && carryOf(parts.flag) !== undefined)
      return emitCarry(s, inst, "sbb", parts.other, y, parts.flag);
    return false;
  }
  if (isFlagHere(s, y)) return withFlag(s, inst, x, y, "sbb");
  if (isFlagHere(s, x)) return withFlag(s, inst, y, x, "sbb");
  // (p - flag) + y
  return selectDifferenceWithFlag(s, inst, x, y) || selectDifferenceWithFlag(s, inst, y, x);
}

function selectDifferenceWithFlag(s: Selector, inst: Inst, difference: Inst, other: Inst): boolean {
  if (difference.op !== "sub") return false;
  const parts = sumWithFlag(s, difference, "sub");
  if (parts === undefined || carryOf(parts.flag) === undefined) return false;
  return emitCarry(s, inst, "adc", parts.other, other, parts.flag);
}

/** `inst` as `other` plus or minus a flag. */
function sumWithFlag(s: Selector, inst: Inst, op: "add" | "sub"): { other: Inst; flag: Inst } | undefined {
  if (inst.op !== op || !s.isOwn(inst) || inst.block !== s.block) return undefined;
  const [x, y] = inst.args as [Inst, Inst];
  if (isFlagHere(s, y)) return { other: x, flag: y };
  return op === "add" && isFlagHere(s, x) ? { other: y, flag: x } : undefined;
}

/** x - flag (`adc`) or x + flag (`sbb`). */
function withFlag(s: Selector, inst: Inst, x: Inst, flag: Inst, op: "adc" | "sbb"): boolean {
  if (carryOf(flag) === undefined) {
    // The flag as 0 or 1 needs no negation.
    const bit = s.newVreg();
    const made = machineInst(op === "adc" ? "add" : "sub", [s.result(inst)], inst.pos);
    if (op === "adc" && s.immediate(x) !== undefined) {
      const { imm, sym } = s.immediate(x)!;
      made.operands.push(operand(bit, "use", ANY));
      made.form = "i";
      made.imm = imm;
      made.sym = sym;
    } else {
      made.operands.push(s.use(x, ANY), operand(bit, op === "adc" ? "use" : "late", ANY));
      made.form = "r";
      made.tied = true;
    }
    s.emit(made);
    selectBit(s, flag, bit);
    return true;
  }
  const inner = op === "adc" ? "add" : "sub";
  if (x.op === inner && s.isOwn(x) && x.block === s.block)
    return emitCarry(s, inst, op, x.args[0]!, x.args[1]!, flag);
  return emitCarry(s, inst, op, x, undefined, flag);
}

function emitCarry(
  s: Selector,
  inst: Inst,
  op: "adc" | "sbb",
  x: Inst,
  y: Inst | undefined,
  flag: Inst,
): boolean {
  const second = y === undefined || isZero(y) ? undefined : y;
  const low = lowHalf(s, inst, op, flag);
  // The high half of a sum may be made of the low one.
  if (low !== undefined && low !== x && low !== second) {
    const [a, b] = low.args as [Inst, Inst];
    const made = machineInst(op === "adc" ? "add2" : "sub2", [s.result(low), s.result(inst)], inst.pos);
    made.operands.push(s.use(a, ANY), s.use(x, ANY));
    const immediate = s.immediate(b);
    if (immediate !== undefined) {
      made.form = "i";
      made.imm = immediate.imm;
      made.sym = immediate.sym;
    } else made.operands.push(operand(s.value(b), "late", ANY));
    if (second !== undefined) made.operands.push(operand(s.value(second), "late", ANY));
    made.tied = true;
    s.fused.add(low);
    s.emit(made);
    return true;
  }
  const operands: Operand[] = [s.result(inst), s.use(x, ANY)];
  if (second !== undefined) operands.push(operand(s.value(second), "late", ANY));
  const made = machineInst(op, operands, inst.pos);
  made.tied = true;
  made.aux = operands.length;
  compareCarry(s, made, flag);
  return true;
}

/** The low half of the operation, if it can be done together with the high one at hand. */
function lowHalf(s: Selector, inst: Inst, op: "adc" | "sbb", flag: Inst): Inst | undefined {
  if (flag.op !== "ult") return undefined;
  const [left, right] = flag.args as [Inst, Inst];
  const { insts } = inst.block!;
  const at = s.orders[inst.id]!;
  let low: Inst | undefined;
  if (op === "adc") {
    // A sum is less than one of its terms, or 2^64 - 1 terms are: only the former is a carry.
    if (left.op === "add" && left.block === inst.block && left.args.includes(right)) low = left;
  } else {
    for (let i = Math.max(0, at - WINDOW); i < at && low === undefined; i++) {
      const other = insts[i]!;
      if (other.op === "sub" && other.args[0] === left && other.args[1] === right) low = other;
    }
  }
  if (low === undefined || s.uses[low.id] === 0 || at - s.orders[low.id]! > WINDOW || s.fused.has(low))
    return undefined;
  // Nobody between the halves may want the low one.
  for (let i = s.orders[low.id]! + 1; i < at; i++) {
    if (insts[i] !== flag && insts[i]!.args.includes(low)) return undefined;
  }
  return low;
}

/** A branch on the comparison of two doubles, or its flag as a value. Whether it was one. */
export function selectDouble(s: Selector, op: "br" | "set" | "bit", flag: Inst, asker: Inst): boolean {
  const double = doubleComparison(flag);
  if (double === undefined) return false;
  const { less, both, equal, low } = double;
  if (![less, both, equal, low].every((part) => s.isOwn(part) && part.block === s.block)) return false;
  const [ah, bh] = less.args as [Inst, Inst];
  const [al, bl] = low.args as [Inst, Inst];
  const place = op === "br" ? operand(s.newVreg(), "def", REG) : s.result(asker);
  const high = [s.use(ah, ANY), operand(s.value(bh), "late", ANY)];
  const made = machineInst(op, [place, ...high, s.use(al), s.use(bl, ANY)], asker.pos);
  made.cond = less.op === "lt" ? "l" : "b";
  made.form = "double";
  made.tied = true;
  s.emit(made);
  return true;
}

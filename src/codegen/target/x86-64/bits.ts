/**
 * Patterns for single bits and parts of cells: a bit that a count selects is set, cleared, turned or tested by
 * one instruction (SDM volume 2, BTS, BTR, BTC, BT; the count is taken modulo 64, as that of a shift), and the
 * sign of the low bytes is extended by a move.
 */
import type { Inst } from "../../ir/types.ts";
import { ANY, machineInst, operand, REG } from "../machine.ts";
import type { Selector } from "./selector.ts";

const isConst = (inst: Inst, value: bigint): boolean => inst.op === "const" && inst.imm === value;

/** The count if the value is 1 << count, for the instruction at hand only. */
function bitCount(s: Selector, inst: Inst): Inst | undefined {
  const [one, count] = inst.args;
  return inst.op === "shl" &&
    isConst(one!, 1n) &&
    count!.op !== "const" &&
    s.isOwn(inst) &&
    inst.block === s.block
    ? count
    : undefined;
}

/** BMI1: x and not y; x without its lowest bit. Whether it was one of these. */
export function selectAndNot(s: Selector, inst: Inst): boolean {
  if (inst.op !== "and" || !s.features.has("bmi1")) return false;
  for (let k = 0; k < 2; k++) {
    const [x, other] = [inst.args[k]!, inst.args[1 - k]!];
    if (!s.isOwn(other) || other.block !== s.block) continue;
    if (other.op === "not") {
      s.emit(machineInst("andn", [s.result(inst), s.use(other.args[0]!), s.use(x, ANY)], inst.pos));
      return true;
    }
    if (other.op === "add" && other.args[0] === x && isConst(other.args[1]!, -1n)) {
      s.emit(machineInst("blsr", [s.result(inst), s.use(x, ANY)], inst.pos));
      return true;
    }
  }
  return false;
}

/** `or`, `xor` or `and` with one bit or with all others. Whether it was that. */
export function selectBitChange(s: Selector, inst: Inst): boolean {
  for (let k = 0; k < 2; k++) {
    const mask = inst.args[k]!;
    const isCleared = inst.op === "and";
    if (isCleared && (mask.op !== "not" || !s.isOwn(mask))) continue;
    const count = bitCount(s, isCleared ? mask.args[0]! : mask);
    if (count === undefined) continue;
    const value = inst.args[1 - k]!;
    const made = machineInst(
      isCleared ? "btr" : inst.op === "or" ? "bts" : "btc",
      [s.result(inst)],
      inst.pos,
    );
    made.operands.push(s.use(value, ANY), operand(s.value(count), "late", REG));
    made.tied = true;
    s.emit(made);
    return true;
  }
  return false;
}

/** The value and the count of the bit that an `and` picks out. */
export function testedBit(s: Selector, inst: Inst): { value: Inst; count: Inst } | undefined {
  for (let k = 0; k < 2; k++) {
    const [part, other] = [inst.args[k]!, inst.args[1 - k]!];
    const count = bitCount(s, part);
    if (count !== undefined) return { value: other, count };
    const isShifted = (part.op === "shr" || part.op === "sar") && s.isOwn(part) && part.block === s.block;
    if (isShifted && isConst(other, 1n)) return { value: part.args[0]!, count: part.args[1]! };
  }
  return undefined;
}

const LOADS: Readonly<Record<number, string>> = { 1: "load8", 2: "load16", 4: "load32" };

/** (x << k) >> k with the sign: the low bytes of x, extended. */
export function selectSignExtension(s: Selector, inst: Inst): boolean {
  const [shifted, count] = inst.args as [Inst, Inst];
  if (inst.op !== "sar" || shifted.op !== "shl" || count.op !== "const" || !s.isOwn(shifted)) return false;
  const k = Number(count.imm);
  if (shifted.args[1]!.op !== "const" || shifted.args[1]!.imm !== count.imm) return false;
  if (k !== 32 && k !== 48 && k !== 56) return false;
  const made = machineInst("signextend", [s.result(inst)], inst.pos);
  made.aux = 8 - k / 8;
  const value = shifted.args[0]!;
  if ((value.op === LOADS[made.aux] || value.op === "load") && s.isFoldableLoad(value)) {
    made.form = "m";
    made.mem = s.memory(value.args[0]!, value.imm, made.operands);
    made.pos = value.pos;
  } else {
    made.form = "r";
    made.operands.push(s.use(value, ANY));
  }
  s.emit(made);
  return true;
}

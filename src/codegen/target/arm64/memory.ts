/** Patterns for memory. `mem` is the address, `aux` the bytes; `form` z of a store: a zero. */
import type { Inst } from "../../ir/types.ts";
import { machineInst, type Operand, operand, REG } from "../machine.ts";
import { maskWidth } from "./immediates.ts";
import type { Selector } from "./selector.ts";

/** Bytes that an access reads or writes. */
const WIDTH: Readonly<Record<string, number>> = {
  load8: 1,
  store8: 1,
  load16: 2,
  store16: 2,
  load32: 4,
  store32: 4,
  fload32: 4,
  fstore32: 4,
};

const widthOf = (inst: Inst): number => WIDTH[inst.op] ?? 8;

export function selectLoad(s: Selector, inst: Inst): void {
  loadInto(s, s.result(inst), inst, widthOf(inst));
}

function loadInto(s: Selector, result: Operand, inst: Inst, width: number): void {
  const made = machineInst(inst.type === "f64" ? "fload" : "load", [result], inst.pos);
  made.aux = width;
  made.mem = s.memory(inst.args[0]!, inst.imm, width, made.operands);
  s.emit(made);
}

/** The low bytes of a cell, which come first, are loaded alone. Whether the value is that. */
export function selectNarrowLoad(s: Selector, inst: Inst): boolean {
  const [value, mask] = inst.args as [Inst, Inst];
  const bits = mask.op === "const" ? maskWidth(mask.imm) : 0;
  if (bits !== 8 && bits !== 16 && bits !== 32) return false;
  if (value.op !== "load" || !s.isFoldableLoad(value)) return false;
  loadInto(s, s.result(inst), value, bits / 8);
  return true;
}

export function selectStore(s: Selector, inst: Inst): void {
  const [address, value] = inst.args as [Inst, Inst];
  const width = widthOf(inst);
  const made = machineInst("store", [], inst.pos);
  made.aux = width;
  const stored = stripMask(s, value, width);
  if (stored.op === "const" && BigInt.asUintN(8 * width, stored.imm) === 0n) made.form = "z";
  else if (stored.op === "const" && width < 8)
    // The shortest number with these low bytes.
    made.operands.push(s.number(BigInt.asIntN(8 * width, stored.imm)));
  else made.operands.push(s.use(stored));
  made.mem = s.memory(address, inst.imm, width, made.operands);
  s.emit(made);
}

export function selectFloatStore(s: Selector, inst: Inst): void {
  const [address, value] = inst.args as [Inst, Inst];
  const width = widthOf(inst);
  const made = machineInst("fstore", [], inst.pos);
  made.aux = width;
  if (value.op === "fconst" && value.imm === 0n) {
    made.op = "store";
    made.form = "z";
  } else made.operands.push(s.use(value));
  made.mem = s.memory(address, inst.imm, width, made.operands);
  s.emit(made);
}

/** A narrow store need not have its value masked first. */
function stripMask(s: Selector, value: Inst, width: number): Inst {
  if (width === 8 || value.op !== "and" || !s.isOwn(value)) return value;
  const [a, b] = value.args as [Inst, Inst];
  const mask = (1n << BigInt(8 * width)) - 1n;
  return b.op === "const" && (b.imm & mask) === mask ? a : value;
}

export function selectTouch(s: Selector, inst: Inst): void {
  const made = machineInst("touch", [], inst.pos);
  made.aux = 8;
  made.mem = s.memory(inst.args[0]!, inst.imm, 8, made.operands);
  s.emit(made);
}

/** Atomic accesses take a plain register as address: results, other operands, the address. */
export function selectAtomic(s: Selector, inst: Inst): void {
  const [address, ...values] = inst.args as [Inst, ...Inst[]];
  const operands: Operand[] = [];
  const isLoop = inst.op === "atomic_add" || inst.op === "atomic_cas";
  // In the loop the result is there before the operands were last read.
  if (inst.type !== "none") operands.push(operand(s.vreg(inst), isLoop ? "early" : "def", REG));
  for (const value of values) operands.push(s.use(value));
  operands.push(s.use(address));
  s.emit(machineInst(inst.op, operands, inst.pos));
}

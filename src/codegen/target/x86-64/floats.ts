/**
 * Patterns for floats (SSE2). The source of an instruction, its last operand, is a register or slot (`form` r),
 * memory (m) or a constant (c): one that is not 0 lies in read-only data and is addressed there.
 */
import type { Inst } from "../../ir/types.ts";
import { ANY, type MachineInst, machineInst } from "../machine.ts";
import type { Selector } from "./selector.ts";

/** Two-operand instructions by op. */
const ARITHMETIC: Readonly<Record<string, string>> = {
  fadd: "addsd",
  fsub: "subsd",
  fmul: "mulsd",
  fdiv: "divsd",
};

/** The operand of `roundsd`: the direction, and no exception for what is inexact. */
const ROUNDING: Readonly<Record<string, number>> = { fround: 8, ffloor: 9, fceil: 10, ftrunc: 11 };

/** Whether the float is best addressed where it is rather than loaded first. */
const isInMemory = (s: Selector, value: Inst): boolean =>
  value.op === "fconst" ? value.imm !== 0n : value.op === "fload" && s.isFoldableLoad(value);

/** Makes the value the source of the instruction: its last operands. */
export function floatSource(s: Selector, made: MachineInst, value: Inst): void {
  if (value.op === "fconst" && value.imm !== 0n) {
    made.form += "c";
    made.imm = value.imm;
  } else if (isInMemory(s, value)) {
    made.form += "m";
    made.mem = s.memory(value.args[0]!, value.imm, made.operands);
    made.pos = value.pos;
  } else {
    made.form += "r";
    made.operands.push(s.use(value, ANY));
  }
}

export function selectFloat(s: Selector, inst: Inst): void {
  const [a, b] = inst.args as [Inst, Inst];
  switch (inst.op) {
    case "fadd":
    case "fsub":
    case "fmul":
    case "fdiv":
      selectBinary(s, inst, a, b);
      return;
    case "fneg":
    case "fabs": {
      const made = machineInst(inst.op, [s.result(inst), s.use(a, ANY)], inst.pos);
      made.tied = true;
      s.emit(made);
      return;
    }
    case "fsqrt": {
      const made = machineInst("sqrtsd", [s.result(inst)], inst.pos);
      floatSource(s, made, a);
      s.emit(made);
      return;
    }
    case "ffloor":
    case "fceil":
    case "ftrunc":
    case "fround": {
      const made = machineInst("roundsd", [s.result(inst)], inst.pos);
      floatSource(s, made, a);
      made.aux = ROUNDING[inst.op]!;
      s.emit(made);
      return;
    }
    case "f2i": {
      const made = machineInst("cvttsd2siq", [s.result(inst)], inst.pos);
      floatSource(s, made, a);
      s.emit(made);
      return;
    }
    case "i2f": {
      const made = machineInst("cvtsi2sdq", [s.result(inst)], inst.pos);
      if (a.op === "load" && s.isFoldableLoad(a)) {
        made.form = "m";
        made.mem = s.memory(a.args[0]!, a.imm, made.operands);
        made.pos = a.pos;
      } else {
        made.form = "r";
        made.operands.push(s.use(a, ANY));
      }
      s.emit(made);
      return;
    }
    case "fbits":
    case "bitsf": {
      // Out of memory the bits come the right way at once.
      const isLoad = a.op === (inst.op === "fbits" ? "fload" : "load") && s.isFoldableLoad(a);
      const made = machineInst(isLoad ? (inst.op === "fbits" ? "load" : "fload") : "movebits", []);
      made.operands.push(s.result(inst));
      made.pos = isLoad ? a.pos : inst.pos;
      made.aux = 8;
      if (isLoad) made.mem = s.memory(a.args[0]!, a.imm, made.operands);
      else made.operands.push(s.use(a, ANY));
      s.emit(made);
      return;
    }
    default:
      throw new Error(`no code for ${inst.op}`);
  }
}

function selectBinary(s: Selector, inst: Inst, a: Inst, b: Inst): void {
  const commutes = inst.op === "fadd" || inst.op === "fmul";
  const [left, right] = commutes && isInMemory(s, a) && !isInMemory(s, b) ? [b, a] : [a, b];
  const made = machineInst(ARITHMETIC[inst.op]!, [s.result(inst)], inst.pos);
  made.tied = true;
  made.operands.push(s.use(left, ANY));
  floatSource(s, made, right);
  // The left one is copied to the result before the right one is read.
  if (made.form === "r" && !commutes && left !== right) made.operands[2]!.role = "late";
  s.emit(made);
}

export const isFloatComparison = ({ op }: Inst): boolean => op === "feq" || op === "flt" || op === "fle";

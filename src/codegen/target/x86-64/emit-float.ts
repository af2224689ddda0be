/** The text of float instructions. Returns whether the instruction was one of them. */
import { SIGN_BIT } from "../../ir/float.ts";
import { isSlot, type MachineInst } from "../machine.ts";
import type { Emitter } from "./emit.ts";
import { access, move } from "./emit-move.ts";
import { FLOAT_SCRATCH, REG64 } from "./regs.ts";

const SCRATCH = REG64[FLOAT_SCRATCH]!;

/** The source as text: operand `at`, memory or a constant. */
export function floatSourceText(e: Emitter, inst: MachineInst, at: number): string {
  const kind = inst.form[inst.form.length - 1];
  if (kind === "c") return e.context.floats.constant(inst.imm);
  if (kind === "r") return e.operand(inst.operands[at]!);
  access(e, inst);
  return e.memory(inst.mem!);
}

export function emitFloat(e: Emitter, inst: MachineInst): boolean {
  const ops = inst.operands;
  const result = ops[0]!;
  switch (inst.op) {
    case "fconst": {
      const text = e.operand(result);
      if (inst.imm === 0n) e.line(`xorps ${text},${text}`);
      else e.line(`movsd ${e.context.floats.constant(inst.imm)},${text}`);
      return true;
    }
    case "addsd":
    case "subsd":
    case "mulsd":
    case "divsd":
      arithmetic(e, inst);
      return true;
    case "fneg":
    case "fabs": {
      move(e, result.loc, ops[1]!.loc);
      const isNeg = inst.op === "fneg";
      const mask = e.context.floats.mask(isNeg ? SIGN_BIT : ~SIGN_BIT);
      e.line(`${isNeg ? "xorpd" : "andpd"} ${mask},${e.operand(result)}`);
      return true;
    }
    case "roundsd":
      // As `sqrtsd` it keeps the upper half of the register, which nobody should have to wait for.
      if (inst.form !== "r" || ops[1]!.loc !== result.loc)
        e.line(`xorps ${e.operand(result)},${e.operand(result)}`);
      e.line(`roundsd $${inst.aux},${floatSourceText(e, inst, 1)},${e.operand(result)}`);
      return true;
    case "sqrtsd":
    case "cvttsd2siq":
      e.line(`${inst.op} ${floatSourceText(e, inst, 1)},${e.operand(result)}`);
      return true;
    case "cvtsi2sdq":
      // It keeps the upper half of the register: cut the dependency on what was there.
      e.line(`xorps ${e.operand(result)},${e.operand(result)}`);
      e.line(`cvtsi2sdq ${floatSourceText(e, inst, 1)},${e.operand(result)}`);
      return true;
    case "movebits": {
      // `movq` takes either class; from a slot a float comes by its own load.
      const isFromSlot = isSlot(ops[1]!.loc);
      if (isFromSlot) move(e, result.loc, ops[1]!.loc);
      else e.line(`movq ${e.operand(ops[1]!)},${e.operand(result)}`);
      return true;
    }
    case "fload":
      if (inst.aux === 4) {
        e.line(`xorps ${e.operand(result)},${e.operand(result)}`);
        access(e, inst);
        e.line(`cvtss2sd ${e.memory(inst.mem!)},${e.operand(result)}`);
      } else {
        access(e, inst);
        e.line(`movsd ${e.memory(inst.mem!)},${e.operand(result)}`);
      }
      return true;
    case "fstore":
      if (inst.aux === 4) {
        e.line(`cvtsd2ss ${e.operand(result)},${SCRATCH}`);
        access(e, inst);
        e.line(`movss ${SCRATCH},${e.memory(inst.mem!)}`);
      } else {
        access(e, inst);
        e.line(`movsd ${e.operand(result)},${e.memory(inst.mem!)}`);
      }
      return true;
    case "fflag":
      move(e, FLOAT_SCRATCH, ops[1]!.loc);
      e.line(`cmp${inst.cond}sd ${floatSourceText(e, inst, 2)},${SCRATCH}`);
      e.line(`movq ${SCRATCH},${e.operand(result)}`);
      return true;
    default:
      return false;
  }
}

function arithmetic(e: Emitter, inst: MachineInst): void {
  const [result, left, right] = inst.operands;
  if (inst.form === "r" && result!.loc === right!.loc && result!.loc !== left!.loc) {
    // Only where the operands commute: otherwise the right one is `late`.
    e.line(`${inst.op} ${e.operand(left!)},${e.operand(result!)}`);
    return;
  }
  move(e, result!.loc, left!.loc);
  e.line(`${inst.op} ${floatSourceText(e, inst, 2)},${e.operand(result!)}`);
}

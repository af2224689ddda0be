/**
 * Rounding of floats to integers without SSE4.1: as other ops, before selection. A float below 2^52 may have a
 * fraction and fits a cell, so it is truncated by way of a cell and corrected, or rounded by adding 2^52, which leaves
 * no room for a fraction; anything else, NaN too, stays as it is. The sign is kept for results that are 0.
 */
import { changeOp, newInst } from "../../ir/builder.ts";
import { bitsOf, SIGN_BIT } from "../../ir/float.ts";
import { KINDS, type Op } from "../../ir/ops.ts";
import type { Block, Func, Inst } from "../../ir/types.ts";

/** From here on all floats are integers. */
const INTEGERS = bitsOf(2 ** 52);

const isRounding = ({ info }: Inst): boolean => (info.kinds & KINDS.rounding) !== 0;

export function expandRounding(func: Func): void {
  if ((func.kinds & KINDS.rounding) === 0) return;
  for (const block of func.blocks) {
    if (!block.insts.some(isRounding)) continue;
    const placed: Inst[] = [];
    for (const inst of block.insts) {
      if (isRounding(inst)) expand(func, block, inst, placed);
      placed.push(inst);
    }
    block.insts = placed;
  }
}

/** Turns the instruction into the choice at the end of the sequence. */
function expand(func: Func, block: Block, inst: Inst, placed: Inst[]): void {
  const make = (op: Op, args: Inst[], imm = 0n): Inst => {
    const made = newInst(func, op, args, { imm, pos: inst.pos });
    made.block = block;
    placed.push(made);
    return made;
  };
  const x = inst.args[0]!;
  const integers = make("fconst", [], INTEGERS);
  const magnitude = make("fabs", [x]);
  const rounded = (): Inst => {
    if (inst.op === "fround") return make("fsub", [make("fadd", [magnitude, integers]), integers]);
    const truncated = make("i2f", [make("f2i", [x])]);
    // A flag is -1: adding it goes down by one.
    if (inst.op === "ffloor") return make("fadd", [truncated, make("i2f", [make("flt", [x, truncated])])]);
    if (inst.op === "fceil") return make("fsub", [truncated, make("i2f", [make("flt", [truncated, x])])]);
    return truncated;
  };
  const sign = make("and", [make("fbits", [x]), make("const", [], SIGN_BIT)]);
  const result = make("bitsf", [make("or", [make("fbits", [rounded()]), sign])]);
  const isSmall = make("flt", [magnitude, integers]);
  changeOp(inst, "fselect");
  inst.args = [isSmall, result, x];
}

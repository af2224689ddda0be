/**
 * What value ranges decide (analysis/ranges.ts): comparisons, checks before divisions, masks that mask nothing,
 * values of which only one is left. Signed division of what is not negative becomes unsigned, which needs no
 * correction of its rounding; nor does a floored remainder that is only compared with zero. A Forth program tests for a zero divisor and for overflow at each division; a
 * divisor that counts from 2 passes both.
 *
 * Needs canonical expressions. Leaves branches on constants to the graph simplification, and simplifies
 * the function again where it changed something: a sign that is known to be zero unravels what was made of it.
 */
import { dominators } from "../analysis/dominators.ts";
import { type Ranges, rangesOf } from "../analysis/ranges.ts";
import { changeOp, newInst } from "../ir/builder.ts";
import { OPS, type Op } from "../ir/ops.ts";
import type { Block, Func, Inst } from "../ir/types.ts";
import { applyReplacements, type Replacements, replace } from "./rewrite.ts";
import { becomeConstant } from "./rule.ts";
import { simplify } from "./simplify.ts";

/** By number of the op: signed divisions, and what is the same for numbers that are not negative. */
const UNSIGNED: (Op | undefined)[] = [];
for (const op of ["sdiv", "fldiv"] as const) UNSIGNED[OPS[op].number] = "udiv";
for (const op of ["srem", "flmod"] as const) UNSIGNED[OPS[op].number] = "urem";

/** What ranges may decide, by number of the op: without one of these there is nothing to do. */
const WANTED: boolean[] = [];
for (const op of "eq ne lt le ult ule and mulh sar sdiv fldiv srem flmod udiv urem trapif br".split(
  " ",
) as Op[])
  WANTED[OPS[op].number] = true;

export function narrow(func: Func): void {
  if (!func.blocks.some(({ insts }) => insts.some(({ info }) => WANTED[info.number] === true))) return;
  const tested: Inst[] = [];
  const replaced: Replacements = { any: false };
  let changed = false;
  const visit = (inst: Inst, block: Block, r: Ranges): void => {
    if (inst.type === "i64") {
      r.at(inst, block);
      if (r.lo === r.hi) {
        becomeConstant(inst, BigInt(r.lo));
        changed = true;
        return;
      }
      const unsigned = UNSIGNED[inst.info.number];
      if (
        unsigned !== undefined &&
        isAtLeast(r, inst.args[0]!, 0, block) &&
        isAtLeast(r, inst.args[1]!, 1, block)
      ) {
        changeOp(inst, unsigned);
        changed = true;
      } else if (inst.op === "and" && masksNothing(r, inst, block)) {
        replace(replaced, inst, inst.args[0]!);
        changed = true;
      }
      if ((inst.op === "eq" || inst.op === "ne") && isZero(inst.args[1]!)) noteTested(tested, inst.args[0]!);
      return;
    }
    if (inst.op === "br") noteTested(tested, inst.args[0]!);
    if (inst.op === "trapif") {
      r.at(inst.args[0]!, block);
      if (r.lo === 0 && r.hi === 0) {
        inst.block = undefined;
        changed = true;
      }
    } else if (inst.op === "br" && inst.args[0]!.op !== "const") {
      r.at(inst.args[0]!, block);
      if (r.lo <= 0 && r.hi >= 0 && r.lo !== r.hi) return;
      const value = newInst(func, "const", [], { imm: r.lo === 0 && r.hi === 0 ? 0n : -1n, pos: inst.pos });
      value.block = block;
      block.insts.splice(block.insts.length - 1, 0, value);
      inst.args[0] = value;
      changed = true;
    }
  };
  rangesOf(func, dominators(func), WANTED, visit);
  if (tested.length > 0) relaxRemainders(func, tested);
  if (!changed) return;
  for (const block of func.blocks)
    block.insts = block.insts.filter((inst) => inst.block !== undefined && inst.replacedBy === undefined);
  applyReplacements(func, replaced);
  simplify(func);
}

function isAtLeast(r: Ranges, inst: Inst, least: number, block: Block): boolean {
  r.at(inst, block);
  return r.lo >= least;
}

/** A mask of low bits, all of which and no others the value may have. */
function masksNothing(r: Ranges, inst: Inst, block: Block): boolean {
  const [x, mask] = inst.args as [Inst, Inst];
  if (mask.op !== "const" || (mask.imm & (mask.imm + 1n)) !== 0n) return false;
  r.at(x, block);
  return r.lo >= 0 && r.hi <= Number(mask.imm) && Number.isSafeInteger(r.hi);
}

const isZero = ({ op, imm }: Inst): boolean => op === "const" && imm === 0n;

function noteTested(tested: Inst[], inst: Inst): void {
  if (inst.op === "flmod") tested.push(inst);
}

/** Both remainders are 0 alike. */
function relaxRemainders(func: Func, tested: readonly Inst[]): void {
  const counts = new Uint32Array(func.nextId);
  for (const block of func.blocks) {
    for (const phi of block.phis) for (const arg of phi.args) counts[arg.id]!++;
    for (const inst of block.insts) for (const arg of inst.args) counts[arg.id]!++;
  }
  for (const inst of tested) if (inst.op === "flmod" && counts[inst.id] === 1) changeOp(inst, "srem");
}

/**
 * Simplification of the control-flow graph: branches on constants and branches whose arms agree become
 * jumps, unreachable blocks go, blocks that only jump are skipped, a block and its only successor
 * become one if it is the only predecessor. One walk for each, no fixpoint: each leaves little to the
 * ones before it, and the pass runs more than once in the pipeline.
 *
 * Leaves alone a jump-only block before phis: the edge that would skip it could need a copy, and so the
 * block back.
 */
import type { Block, Func, Inst } from "../ir/types.ts";
import {
  applyReplacements,
  decideBranch,
  dropTrivialPhis,
  dropUnreachable,
  type Replacements,
  replace,
} from "./rewrite.ts";

export function simplifyGraph(func: Func): void {
  if (func.blocks.length === 1) return;
  const replaced: Replacements = { any: false };
  let cut = false;
  for (const block of func.blocks) cut = decide(block) || cut;
  if (cut) dropUnreachable(func);
  cut = false;
  for (const block of func.blocks) cut = skip(func, block) || cut;
  for (const block of func.blocks) cut = decide(block) || cut;
  if (cut) dropUnreachable(func);
  // Merging a block empties the successor in place, which unreachable blocks are removed by.
  let merged = false;
  for (const block of func.blocks) {
    if (block.insts.length > 0) merged = mergeWithSuccessors(block, replaced) || merged;
  }
  if (merged) func.blocks = func.blocks.filter((block) => block.insts.length > 0);
  for (const block of func.blocks) if (block.phis.length > 0) dropTrivialPhis(block, replaced);
  applyReplacements(func, replaced);
}

/** A branch on a constant, or to the same place with the same phi operands either way. Whether it was one. */
function decide(block: Block): boolean {
  const br = block.insts[block.insts.length - 1]!;
  if (br.op !== "br") return false;
  const cond = br.args[0]!;
  if (cond.op === "const") {
    decideBranch(block, cond.imm !== 0n ? 0 : 1);
    return true;
  }
  const [then, otherwise] = block.succs as [Block, Block];
  if (then !== otherwise) return false;
  const first = then.preds.indexOf(block);
  const second = then.preds.indexOf(block, first + 1);
  if (then.phis.some((phi) => phi.args[first] !== phi.args[second])) return false;
  decideBranch(block, 0);
  return true;
}

/** Sends the predecessors of a block that only jumps to where it jumps. Whether it did. */
function skip(func: Func, block: Block): boolean {
  const target = block.succs[0];
  if (block.insts.length !== 1 || block.phis.length > 0 || block.succs.length !== 1) return false;
  if (target === undefined || target === block || target.phis.length > 0) return false;
  if (block === func.blocks[0] || target === func.blocks[0]) return false;
  target.preds.splice(target.preds.indexOf(block), 1, ...block.preds);
  for (const pred of block.preds) pred.succs[pred.succs.indexOf(block)] = target;
  block.preds = [];
  block.succs = [];
  return true;
}

/** Takes over what comes next as long as this block is the only way there; the merged ones are empty then. */
export function mergeWithSuccessors(block: Block, replaced: Replacements): boolean {
  let merged = false;
  while (block.succs.length === 1) {
    const next = block.succs[0]!;
    if (next.preds.length !== 1 || next === block) break;
    for (const phi of next.phis) replacePhi(replaced, phi, phi.args[0]!);
    block.insts.pop()!.block = undefined;
    for (const inst of next.insts) {
      inst.block = block;
      block.insts.push(inst);
    }
    block.succs = next.succs;
    for (const succ of next.succs) succ.preds[succ.preds.indexOf(next)] = block;
    next.insts = [];
    next.phis = [];
    next.preds = [];
    next.succs = [];
    merged = true;
  }
  return merged;
}

function replacePhi(replaced: Replacements, phi: Inst, by: Inst): void {
  replace(replaced, phi, by);
  phi.block = undefined;
}

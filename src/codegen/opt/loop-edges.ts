/**
 * Blocks on the edges of loops: before the head, and on the ways out.
 */
import { inLoop, type Loop, type LoopNest } from "../analysis/loops.ts";
import { addEdge, newBlock, newInst } from "../ir/builder.ts";
import type { Block, Func, Inst } from "../ir/types.ts";

/** A new block that takes over edges to `target`: from predecessors for which the answer is yes. */
export function splitEdges(func: Func, target: Block, isTaken: (pred: Block) => boolean): Block {
  const middle = newBlock(func);
  const taken = target.preds.map(isTaken);
  for (const phi of target.phis) {
    const args = phi.args.filter((_, i) => taken[i]);
    phi.args = phi.args.filter((_, i) => !taken[i]);
    phi.args.push(joined(func, middle, phi, args));
  }
  for (let i = 0; i < taken.length; i++) {
    const pred = target.preds[i]!;
    if (!taken[i]) continue;
    middle.preds.push(pred);
    pred.succs[pred.succs.indexOf(target)] = middle;
  }
  target.preds = target.preds.filter((_, i) => !taken[i]);
  const jump = newInst(func, "jump", [], { pos: target.insts[0]!.pos });
  jump.block = middle;
  middle.insts.push(jump);
  addEdge(middle, target);
  return middle;
}

/** Operands of a phi that come along one edge now. */
function joined(func: Func, middle: Block, like: Inst, args: Inst[]): Inst {
  const [first] = args;
  if (args.every((arg) => arg === first)) return first!;
  const phi = newInst(func, "phi", args, { type: like.type, pos: like.pos });
  phi.block = middle;
  middle.phis.push(phi);
  return phi;
}

/**
 * The block that all ways into a loop pass last, and that leads nowhere else; it is made if it is not there. The nest
 * knows it then.
 */
export function preheader(func: Func, loop: Loop, nest: LoopNest): Block {
  const entries = loop.header.preds.filter((pred) => !inLoop(pred, loop, nest));
  if (entries.length === 1 && entries[0]!.succs.length === 1) return entries[0]!;
  const block = splitEdges(func, loop.header, (pred) => !inLoop(pred, loop, nest));
  nest.innermost[block.id] = loop.parent;
  return block;
}

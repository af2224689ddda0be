/**
 * Orders of blocks. (Critical edges are split on machine blocks, target/blocks.ts: the IR stays as it is.)
 *
 * `linearOrder` is the order of code: reverse postorder, so that each block comes after its dominators,
 * with the blocks of a loop moved together (its header first, exits after it). Moving is safe: a block
 * in a natural loop is dominated only by blocks of the loop and dominators of its header. Blocks that
 * end in `unreachable` come as late as the order allows.
 */
import { terminator } from "../ir/builder.ts";
import type { Block, Func } from "../ir/types.ts";
import { inLoop, type Loop, type LoopNest } from "./loops.ts";

/** Reachable blocks in reverse postorder; of two successors the one with the lower rank comes later. */
export function reversePostorder(func: Func, rank: (from: Block, to: Block) => number = () => 0): Block[] {
  const entry = func.blocks[0];
  if (entry === undefined) return [];
  const seen: boolean[] = new Array(func.nextBlock).fill(false);
  const postorder: Block[] = [];
  const path: Block[] = [entry];
  const pending: Block[][] = [visitOrder(entry, rank)];
  seen[entry.id] = true;
  while (path.length > 0) {
    const succ = pending[pending.length - 1]!.pop();
    if (succ === undefined) {
      postorder.push(path.pop()!);
      pending.pop();
    } else if (!seen[succ.id]) {
      seen[succ.id] = true;
      path.push(succ);
      pending.push(visitOrder(succ, rank));
    }
  }
  return postorder.reverse();
}

/** Successors in the order to pop them: what is visited last ends up directly behind the block. */
function visitOrder(block: Block, rank: (from: Block, to: Block) => number): Block[] {
  const succs = block.succs.slice();
  if (succs.length === 2 && rank(block, succs[0]!) < rank(block, succs[1]!)) succs.reverse();
  return succs;
}

export function linearOrder(func: Func, nest: LoopNest): Block[] {
  const rank = (from: Block, to: Block): number => {
    if (terminator(to)?.op === "unreachable") return -2;
    const loop = nest.innermost[from.id];
    return loop !== undefined && !inLoop(to, loop, nest) ? -1 : 0;
  };
  const order = reversePostorder(func, rank);
  if (nest.loops.length === 0) return order;
  const members = new Map<Loop, Block[]>();
  for (const block of order) {
    for (let loop = nest.innermost[block.id]; loop !== undefined; loop = loop.parent) {
      const list = members.get(loop);
      if (list === undefined) members.set(loop, [block]);
      else list.push(block);
    }
  }
  const placed: Block[] = [];
  const done: boolean[] = new Array(func.nextBlock).fill(false);
  const place = (blocks: Block[], around: Loop | undefined): void => {
    for (const block of blocks) {
      if (done[block.id]) continue;
      let loop = nest.innermost[block.id];
      while (loop !== undefined && loop.parent !== around) loop = loop.parent;
      if (loop !== undefined && loop !== around) place(members.get(loop)!, loop);
      else {
        done[block.id] = true;
        placed.push(block);
      }
    }
  };
  place(order, undefined);
  return placed;
}

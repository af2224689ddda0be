/**
 * The loop nest: natural loops, found from the back edges of the dominator tree (Aho, Lam, Sethi and
 * Ullman, 9.6.6), inner loops before outer ones so that each block is visited once per nesting level
 * at most through its outermost known loop.
 *
 * Needs: dominators. Gives: a tree of loops and each block's innermost one. A cycle with two entries
 * (control-flow words can build one) is not a natural loop and is not reported.
 */
import type { Block, Func } from "../ir/types.ts";
import { type Dominators, dominates, dominators, orderBlocks } from "./dominators.ts";

export interface Loop {
  header: Block;
  /** Blocks with an edge back to the header. */
  latches: Block[];
  /** All blocks, those of inner loops included, the header first. */
  blocks: Block[];
  parent: Loop | undefined;
  /** 1 for an outermost loop. */
  depth: number;
}

export interface LoopNest {
  /** Every loop after the loops around it. */
  loops: Loop[];
  /** By block id: the innermost loop that holds it. */
  innermost: (Loop | undefined)[];
}

/** What was found last, for blocks in that order. Who puts new blocks into it has changed the order as well. */
let last: { order: readonly Block[]; nest: LoopNest } | undefined;

/** The loop nest of a function. Most have none, which shows without dominators: no edge leads back. */
export function loopNest(func: Func): LoopNest {
  if (!mayLoop(func)) return WITHOUT_LOOPS;
  const order = orderBlocks(func);
  if (last?.order === order) return last.nest;
  const nest = hasBackEdge(func, order) ? findLoops(func, dominators(func)) : WITHOUT_LOOPS;
  last = { order, nest };
  return nest;
}

const WITHOUT_LOOPS: LoopNest = { loops: [], innermost: [] };

/** Every cycle has an edge to a block that is not younger. Without tables, as this is asked by pass after pass. */
export function mayLoop({ blocks }: Func): boolean {
  for (let b = 0; b < blocks.length; b++) {
    const { id, succs } = blocks[b]!;
    for (let s = 0; s < succs.length; s++) if (succs[s]!.id <= id) return true;
  }
  return false;
}

function hasBackEdge(func: Func, order: readonly Block[]): boolean {
  const passed: boolean[] = new Array(func.nextBlock).fill(false);
  for (const block of order) {
    passed[block.id] = true;
    for (const succ of block.succs) if (passed[succ.id]) return true;
  }
  return false;
}

export function findLoops(func: Func, dom: Dominators): LoopNest {
  const innermost: (Loop | undefined)[] = new Array(func.nextBlock);
  const loops: Loop[] = [];
  // Backwards, so that the header of an inner loop comes before that of the loop around it.
  for (let i = dom.order.length - 1; i >= 0; i--) {
    const header = dom.order[i]!;
    if (!isLedBackTo(header, i, dom)) continue;
    const latches = header.preds.filter((pred) => dominates(dom, header, pred));
    if (latches.length === 0) continue;
    const loop: Loop = { header, latches, blocks: [], parent: undefined, depth: 0 };
    loops.push(loop);
    claimBlocks(loop, innermost, dom);
  }
  loops.reverse();
  for (const loop of loops) loop.depth = (loop.parent?.depth ?? 0) + 1;
  for (const block of dom.order) {
    for (let loop = innermost[block.id]; loop !== undefined; loop = loop.parent) loop.blocks.push(block);
  }
  return { loops, innermost };
}

/** Whether an edge comes from further down in the order: what the block dominates is there. */
function isLedBackTo({ preds }: Block, at: number, { place }: Dominators): boolean {
  for (let i = 0; i < preds.length; i++) if (place[preds[i]!.id]! >= at) return true;
  return false;
}

/** Walks back from the latches to the header; a loop met on the way becomes a child as a whole. */
function claimBlocks(loop: Loop, innermost: (Loop | undefined)[], dom: Dominators): void {
  const work = [...loop.latches];
  for (let block = work.pop(); block !== undefined; block = work.pop()) {
    if (dom.place[block.id]! < 0) continue;
    let inner = innermost[block.id];
    if (inner === undefined) {
      innermost[block.id] = loop;
      if (block !== loop.header) work.push(...block.preds);
      continue;
    }
    while (inner.parent !== undefined) inner = inner.parent;
    if (inner === loop) continue;
    inner.parent = loop;
    work.push(...inner.header.preds);
  }
}

/** How many loops are around the block: the usual weight of spill and layout decisions. */
export const loopDepth = (nest: LoopNest, block: Block): number => nest.innermost[block.id]?.depth ?? 0;

/** Whether the loop, or a loop in it, holds the block. */
export function inLoop(block: Block, loop: Loop, nest: LoopNest): boolean {
  let inner = nest.innermost[block.id];
  while (inner !== undefined && inner !== loop && inner.depth > loop.depth) inner = inner.parent;
  return inner === loop;
}

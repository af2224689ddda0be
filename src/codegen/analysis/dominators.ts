/**
 * The dominator tree, by Cooper, Harvey and Kennedy, "A Simple, Fast Dominance Algorithm" (2001):
 * intersect along the immediate dominators found so far, in reverse postorder, until nothing changes
 * (once, if the graph is reducible).
 *
 * To intersect takes as long as the tree is deep, and the end of a long `case` has it done for each arm. Where there are
 * many blocks, nodes of the tree have an ancestor further up as well: a way up of any length takes
 * logarithmic time (Myers, "An Applicative Random-Access Stack", 1983).
 *
 * Pass after pass asks for them, and most leave the graph as it is: what was found last stays right as long as each
 * block of the order has the same successors. To look at those takes a fraction of the time, and nobody need say
 * that an edge has changed.
 *
 * Needs: `preds`/`succs` that mirror each other, an entry block without predecessors.
 * Gives: tables by block id. A block that the entry does not reach has order -1 and dominates nothing.
 */
import type { Block, Func } from "../ir/types.ts";

export interface Dominators {
  /** Reachable blocks in reverse postorder: the entry first, every block after its dominator. */
  order: readonly Block[];
  /** By block id: place in `order`, -1 if unreachable. */
  place: number[];
  /** By block id: immediate dominator, undefined for the entry and for unreachable blocks. */
  idom: (Block | undefined)[];
  /** By block id: when a walk of the tree enters the block, and the largest such number below it. */
  enter: number[];
  last: number[];
}

/** The path of the walk below, and which successor is next at each of its blocks: made once, for it is asked for often. */
const path: Block[] = [];
const next: number[] = [];

/** What was found last: the order of a function's blocks, their successors one after the other, the dominators if asked for. */
let last: { order: readonly Block[]; succs: readonly Block[]; count: number; dom: Dominators | undefined } = {
  order: [],
  succs: [],
  count: 0,
  dom: undefined,
};

/** Whether the order found last is that of the function as it is now. */
function isLastOrder(func: Func): boolean {
  const { order, succs: former, count } = last;
  if (func.blocks[0] !== order[0] || func.nextBlock !== count) return false;
  let edge = 0;
  for (let i = 0; i < order.length; i++) {
    const { succs } = order[i]!;
    for (let s = 0; s < succs.length; s++) if (succs[s] !== former[edge++]) return false;
  }
  return edge === former.length;
}

/**
 * Blocks that the entry reaches, each after all its predecessors save those of back edges. The same list as before
 * if the graph is the same.
 */
export function orderBlocks(func: Func): readonly Block[] {
  const { length } = func.blocks;
  const entry = func.blocks[0];
  if (entry === undefined) return [];
  if (isLastOrder(func)) return last.order;
  const seen: boolean[] = new Array(func.nextBlock).fill(false);
  // Filled from its end: reversed postorder.
  const order: Block[] = new Array(length);
  let first = length;
  path[0] = entry;
  next[0] = 0;
  seen[entry.id] = true;
  for (let top = 0; top >= 0; ) {
    const block = path[top]!;
    const succ = block.succs[next[top]!++];
    if (succ === undefined) {
      order[--first] = block;
      top--;
    } else if (!seen[succ.id]) {
      seen[succ.id] = true;
      top++;
      path[top] = succ;
      next[top] = 0;
    }
  }
  const reached = first === 0 ? order : order.slice(first);
  const succs: Block[] = [];
  for (let i = 0; i < reached.length; i++) {
    const { succs: to } = reached[i]!;
    for (let s = 0; s < to.length; s++) succs.push(to[s]!);
  }
  last = { order: reached, succs, count: func.nextBlock, dom: undefined };
  return reached;
}

export function dominators(func: Func): Dominators {
  const order = orderBlocks(func);
  last.dom ??= dominatorsIn(func, order);
  return last.dom;
}

function dominatorsIn(func: Func, order: readonly Block[]): Dominators {
  const place: number[] = new Array(func.nextBlock).fill(-1);
  for (let i = 0; i < order.length; i++) place[order[i]!.id] = i;
  const idomPlace =
    (order.length > MANY ? reducibleDominators(order, place) : undefined) ??
    immediateDominators(order, place);

  const idom: (Block | undefined)[] = new Array(func.nextBlock).fill(undefined);
  for (let i = 1; i < order.length; i++) idom[order[i]!.id] = order[idomPlace[i]!];

  // A block's tree number and the size of its subtree. Dominators come first in `order`, so sizes are
  // summed from the back, and numbers handed out from the front.
  const size: number[] = new Array(order.length).fill(1);
  for (let i = order.length - 1; i > 0; i--) size[idomPlace[i]!]! += size[i]!;
  const enter: number[] = new Array(func.nextBlock).fill(-1);
  const last: number[] = new Array(func.nextBlock).fill(-2);
  const free: number[] = new Array(order.length).fill(0);
  for (let i = 0; i < order.length; i++) {
    const parent = idomPlace[i]!;
    const number = i === 0 ? 0 : free[parent]!;
    if (i > 0) free[parent]! += size[i]!;
    free[i] = number + 1;
    enter[order[i]!.id] = number;
    last[order[i]!.id] = number + size[i]! - 1;
  }
  return { order, place, idom, enter, last };
}

/** So many blocks that deep trees have to be climbed in leaps. */
const MANY = 100;

/** As `immediateDominators`; undefined if a back edge comes from beside, as in a cycle with two entries. */
export function reducibleDominators(order: readonly Block[], place: number[]): number[] | undefined {
  const count = order.length;
  const idom: number[] = new Array(count).fill(0);
  const depth: number[] = new Array(count).fill(0);
  /** An ancestor: how far up depends on the depth alone. */
  const leap: number[] = new Array(count).fill(0);
  const meet = (a: number, b: number): number => {
    let x = a;
    let y = b;
    while (depth[x]! > depth[y]!) x = depth[leap[x]!]! >= depth[y]! ? leap[x]! : idom[x]!;
    while (depth[y]! > depth[x]!) y = depth[leap[y]!]! >= depth[x]! ? leap[y]! : idom[y]!;
    while (x !== y) {
      const far = leap[x] !== leap[y];
      x = far ? leap[x]! : idom[x]!;
      y = far ? leap[y]! : idom[y]!;
    }
    return x;
  };
  for (let i = 1; i < count; i++) {
    const { preds } = order[i]!;
    let best = -1;
    for (let k = 0; k < preds.length; k++) {
      const p = place[preds[k]!.id]!;
      if (p >= 0 && p < i) best = best < 0 ? p : meet(best, p);
    }
    idom[i] = best;
    depth[i] = depth[best]! + 1;
    const up = leap[best]!;
    leap[i] = depth[best]! - depth[up]! === depth[up]! - depth[leap[up]!]! ? leap[up]! : best;
  }
  // Back edges were left out: they change nothing if they come from below.
  for (let i = 1; i < count; i++) {
    const { preds } = order[i]!;
    for (let k = 0; k < preds.length; k++) {
      const p = place[preds[k]!.id]!;
      if (p >= i && meet(idom[i]!, p) !== idom[i]) return undefined;
    }
  }
  return idom;
}

/** By place in the order: the place of the immediate dominator (the entry's is its own). */
export function immediateDominators(order: readonly Block[], place: number[]): number[] {
  const idom: number[] = new Array(order.length).fill(-1);
  idom[0] = 0;
  let changed = order.length > 1;
  while (changed) {
    changed = false;
    for (let i = 1; i < order.length; i++) {
      let best = -1;
      for (const pred of order[i]!.preds) {
        const p = place[pred.id]!;
        if (p < 0 || idom[p]! < 0) continue;
        best = best < 0 ? p : intersect(idom, best, p);
      }
      if (idom[i] !== best) {
        idom[i] = best;
        changed = true;
      }
    }
  }
  return idom;
}

function intersect(idom: number[], a: number, b: number): number {
  let x = a;
  let y = b;
  while (x !== y) {
    while (x > y) x = idom[x]!;
    while (y > x) y = idom[y]!;
  }
  return x;
}

/** Whether every path from the entry to `b` goes through `a`; a block dominates itself. */
export function dominates(dom: Dominators, a: Block, b: Block): boolean {
  const at = dom.enter[b.id]!;
  return dom.enter[a.id]! >= 0 && dom.enter[a.id]! <= at && at <= dom.last[a.id]!;
}

/**
 * The block from which the only way into a block leads, but for those that lead back to it; undefined if there are
 * several. What a branch there has shown holds in all that the block dominates.
 */
export function wayInto(dom: Dominators, block: Block): Block | undefined {
  const { preds } = block;
  if (preds.length === 1) return preds[0];
  let found: Block | undefined;
  for (let i = 0; i < preds.length; i++) {
    const pred = preds[i]!;
    if (dominates(dom, block, pred)) continue;
    if (found !== undefined) return undefined;
    found = pred;
  }
  return found;
}

/** By block id: the blocks it dominates immediately, in reverse postorder. */
export function dominatorChildren(func: Func, dom: Dominators): Block[][] {
  const children: Block[][] = Array.from({ length: func.nextBlock }, () => []);
  for (const block of dom.order) {
    const parent = dom.idom[block.id];
    if (parent !== undefined) children[parent.id]!.push(block);
  }
  return children;
}

/**
 * The order of a plan's nodes, and what it decides: which edges go back, and where cells become values.
 */
import type { PlanNode } from "./flow.ts";

/** The nodes that can be reached, in reverse post-order, with edges counted. */
export function order(entry: PlanNode): PlanNode[] {
  const SEEN = 0;
  const post: PlanNode[] = [];
  const path: PlanNode[] = [entry];
  const visited: number[] = [0];
  entry.order = SEEN;
  while (path.length > 0) {
    const node = path[path.length - 1]!;
    const next = visited[path.length - 1]!++;
    if (next > 1) {
      post.push(node);
      path.pop();
      visited.pop();
      continue;
    }
    const succ = next === 0 ? node.target : node.fall;
    if (succ === undefined || succ.order === SEEN) continue;
    succ.order = SEEN;
    path.push(succ);
    visited.push(0);
  }
  const nodes = post.reverse();
  for (let k = 0; k < nodes.length; k++) {
    nodes[k]!.order = k;
    nodes[k]!.preds = k === 0 ? 1 : 0;
  }
  for (const node of nodes) {
    countEdge(node, node.fall);
    countEdge(node, node.target);
  }
  return nodes;
}

function countEdge(from: PlanNode, to: PlanNode | undefined): void {
  if (to === undefined) return;
  to.preds++;
  if (to.order <= from.order) to.header = true;
}

/** Rounds that the search for cells that are surely needed may take; fewer cells are always right. */
const MAX_ROUNDS = 4;

/**
 * Decides for each node which cells are values on entry, where several edges meet. In a word of static
 * effect all cells are. Elsewhere it is those that execution surely reaches before the segment ends: to
 * load others could fault where the program never looks.
 */
export function placeMerges(nodes: PlanNode[], ins: number | undefined): void {
  if (ins !== undefined && nodes.every((node) => node.entry.seg === 0)) {
    for (const node of nodes) node.low = ins;
    return;
  }
  const low = surelyReached(nodes, {
    seg: (node) => node.entry.seg,
    reach: (node) => node.reach,
    stays: (node) => node.stays,
  });
  for (const node of nodes) {
    if (ins !== undefined && node.entry.seg === 0) node.low = ins;
    else node.low = Math.max(low[node.order]!, -node.entry.depth);
  }
}

/** The same for floats, where a word has any. */
export function placeFloatMerges(nodes: PlanNode[], fins: number | undefined): void {
  if (nodes.every(hasNoFloats)) return;
  const low = surelyReached(nodes, {
    seg: (node) => node.entry.fseg,
    reach: (node) => node.freach,
    stays: (node) => node.fstays,
  });
  for (const node of nodes) {
    if (fins !== undefined && node.entry.fseg === 0) node.flow = fins;
    else node.flow = Math.max(low[node.order]!, -node.entry.fdepth);
  }
}

const hasNoFloats = ({ entry, freach }: PlanNode): boolean =>
  entry.fseg === 0 && entry.fdepth === 0 && freach === 0;

/** What the search below reads of a node, for one of the stacks. */
interface StackOf {
  seg(node: PlanNode): number;
  reach(node: PlanNode): number;
  stays(node: PlanNode): boolean;
}

function surelyReached(nodes: PlanNode[], of: StackOf): number[] {
  const low = new Array<number>(nodes.length).fill(0);
  const rank = (node: PlanNode, succ: PlanNode | undefined): number =>
    succ === undefined ? Number.POSITIVE_INFINITY : of.seg(succ) === of.seg(node) ? low[succ.order]! : 0;
  let changed = true;
  for (let round = 0; changed && round < MAX_ROUNDS; round++) {
    changed = false;
    for (let k = nodes.length - 1; k >= 0; k--) {
      const node = nodes[k]!;
      let need = of.reach(node);
      if (of.stays(node) && !node.ends && node.exit === undefined) {
        const both = Math.min(rank(node, node.fall), rank(node, node.target));
        if (both !== Number.POSITIVE_INFINITY) need = Math.max(need, both);
      }
      if (need > low[k]!) {
        low[k] = need;
        changed = true;
      }
    }
  }
  return low;
}

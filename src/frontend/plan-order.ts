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
  const rank = (node: PlanNode, succ: PlanNode | undefined): number | undefined =>
    succ === undefined ? undefined : succ.entry.seg === node.entry.seg ? succ.low : 0;
  for (const node of nodes) node.low = 0;
  let changed = true;
  for (let round = 0; changed && round < MAX_ROUNDS; round++) {
    changed = false;
    for (let k = nodes.length - 1; k >= 0; k--) {
      const node = nodes[k]!;
      let need = node.reach;
      if (node.stays && !node.ends && node.exit === undefined) {
        const fall = rank(node, node.fall) ?? Number.POSITIVE_INFINITY;
        const target = rank(node, node.target) ?? Number.POSITIVE_INFINITY;
        const both = Math.min(fall, target);
        if (both !== Number.POSITIVE_INFINITY) need = Math.max(need, both);
      }
      if (need > node.low) {
        node.low = need;
        changed = true;
      }
    }
  }
  for (const node of nodes) {
    if (ins !== undefined && node.entry.seg === 0) node.low = ins;
    else node.low = Math.max(node.low, -node.entry.depth);
  }
}

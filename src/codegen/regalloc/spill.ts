/**
 * Where lifetimes are cut: the heuristics of the allocator that are about cost, not about correctness.
 *
 * A piece that loses its register goes to memory from the cheapest gap since its last use, and comes
 * back before a use that asks for a register, outside the loop of that use where possible.
 */
import { depthOf, type MachineBlock, ONCE } from "../target/machine.ts";
import {
  gapOf,
  type Interval,
  kindOf,
  LIKES,
  type Lifetimes,
  MUST,
  NEVER,
  posOf,
  useFrom,
} from "./intervals.ts";

/** A save and a restore, once per run of the function. */
export const SAVE_COST = 2 * ONCE;

const blockAt = (lifetimes: Lifetimes, pos: number): MachineBlock =>
  lifetimes.blockOf[Math.min(pos >> 2, lifetimes.blockOf.length - 1)]!;

const depthAt = (lifetimes: Lifetimes, pos: number): number => depthOf(blockAt(lifetimes, pos));

export function freqAt({ blockOf }: Lifetimes, pos: number): number {
  return blockOf[Math.min(pos >> 2, blockOf.length - 1)]!.freq;
}

export const blockStart = (lifetimes: Lifetimes, pos: number): number =>
  4 * lifetimes.first[blockAt(lifetimes, pos).index]!;

/**
 * The gap in [min, max] at the lowest loop depth, the latest of them. The start of a loop counts as outside: what
 * is cut there moves on the edges, and goes round the loop where it is.
 */
export function bestGap(lifetimes: Lifetimes, min: number, max: number): number {
  const { blockOf, first } = lifetimes;
  let best = max;
  let depth = depthAt(lifetimes, max);
  let gap = max;
  while (depth > 0) {
    const start = 4 * first[blockOf[gap >> 2]!.index]!;
    if (start < min || start === 0) break;
    // The end of the block before: code on the way into a loop belongs in front of its header.
    gap = start - 4;
    const here = depthAt(lifetimes, gap);
    if (here < depth) {
      depth = here;
      best = gap >= min ? gap : start;
    }
    if (gap < min) break;
  }
  return best;
}

/** The first call at or after a gap. */
export function callFrom(lifetimes: Lifetimes, gap: number): number {
  const { calls } = lifetimes;
  let low = 0;
  let high = calls.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (calls[middle]! < gap) low = middle + 1;
    else high = middle;
  }
  return low < calls.length ? calls[low]! : NEVER;
}

/**
 * Where a piece that is in memory at `pos` should get a register again: a gap after `pos`, or -1. One use
 * that can be served from memory is no reason; two without a call between them are, or one in a loop.
 */
export function reloadGap(lifetimes: Lifetimes, piece: Interval, pos: number): number {
  const min = gapOf(pos) + 4;
  let u = useFrom(piece, pos, LIKES);
  while (u >= 0) {
    const at = posOf(piece.uses[u]!);
    const gap = gapOf(at);
    // What only goes to a phi is moved from memory as well as from a register.
    const isEdge = at % 4 === 3;
    let next = u + 1;
    while (next < piece.uses.length && kindOf(piece.uses[next]!) < LIKES) next++;
    const more = next < piece.uses.length;
    if (gap >= min) {
      const best = bestGap(lifetimes, min, gap);
      if (kindOf(piece.uses[u]!) === MUST) return best;
      if (!isEdge && depthAt(lifetimes, best) < depthAt(lifetimes, gap)) return best;
      if (!isEdge && more && posOf(piece.uses[next]!) < callFrom(lifetimes, gap)) return best;
    }
    u = more ? next : -1;
  }
  return -1;
}

/**
 * What it costs to keep the value in memory across calls rather than in a register that the function
 * would first have to save: a store, and a reload for each use that a call separates from the one before.
 */
export function memoryCost(lifetimes: Lifetimes, it: Interval): number {
  let cost = freqAt(lifetimes, it.from);
  let reach = callFrom(lifetimes, gapOf(it.from));
  for (let u = 0; u < it.uses.length; u++) {
    if (kindOf(it.uses[u]!) < LIKES || posOf(it.uses[u]!) <= reach + 2) continue;
    cost += freqAt(lifetimes, posOf(it.uses[u]!));
    reach = callFrom(lifetimes, gapOf(posOf(it.uses[u]!)));
  }
  return cost;
}

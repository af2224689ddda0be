/**
 * Removal of stores that nothing reads: overwritten first, or to stack memory that is free by then. A
 * backward data-flow problem over the locations of `alias.ts` (is it read before it is overwritten?),
 * solved in postorder, then one walk that removes.
 *
 * After load elimination: a load that is left keeps its store.
 */
import { mayHaveDeadStores } from "../analysis/accesses.ts";
import {
  accessMask,
  addMask,
  clearBit,
  effectsOf,
  emptyMask,
  hasBit,
  isAccess,
  type Location,
  type Mask,
  type MemoryFacts,
  type MemoryModel,
  memoryModel,
  removeMask,
} from "../analysis/alias.ts";
import { orderBlocks } from "../analysis/dominators.ts";
import { mayLoop } from "../analysis/loops.ts";
import type { Block, Func, Inst } from "../ir/types.ts";

export function eliminateDeadStores(func: Func, facts: MemoryFacts): void {
  if (!mayHaveDeadStores(func)) return;
  const model = memoryModel(func, facts);
  if (model === undefined) return;
  const blocks = orderBlocks(func).slice().reverse();
  // Where nothing leads back there is nothing to solve: what comes behind a block is known when it is looked at.
  const liveIn = mayLoop(func) ? solve(model, blocks, func.nextBlock) : new Array(func.nextBlock);
  for (const block of blocks) {
    let removed = false;
    const live = liveAtEnd(model, block, liveIn);
    walkBack(model, block, live, (store) => {
      store.block = undefined;
      removed = true;
      return false;
    });
    liveIn[block.id] = live;
    if (removed) block.insts = block.insts.filter((inst) => inst.block !== undefined);
  }
}

/** By block id: the locations that are read from its start on before they are overwritten. */
function solve(model: MemoryModel, blocks: Block[], count: number): (Mask | undefined)[] {
  const liveIn: (Mask | undefined)[] = new Array(count).fill(undefined);
  let hasCycle = false;
  for (let changed = true; changed; ) {
    changed = false;
    for (const block of blocks) {
      hasCycle ||= block.succs.some((succ) => liveIn[succ.id] === undefined);
      const live = liveAtEnd(model, block, liveIn);
      walkBack(model, block, live, () => true);
      const former = liveIn[block.id];
      if (former?.every((bits, word) => bits === live[word])) continue;
      liveIn[block.id] = live;
      changed = hasCycle;
    }
  }
  return liveIn;
}

function liveAtEnd(model: MemoryModel, block: Block, liveIn: (Mask | undefined)[]): Mask {
  const live = emptyMask(model);
  for (const succ of block.succs) {
    const after = liveIn[succ.id];
    if (after !== undefined) addMask(live, after);
  }
  return live;
}

/** Brings `live` from the end of the block to its start; asks whether a dead store is to stay. */
function walkBack(model: MemoryModel, block: Block, live: Mask, stays: (store: Inst) => boolean): void {
  const { insts } = block;
  const { baseOf } = model;
  for (let i = insts.length - 1; i >= 0; i--) {
    const inst = insts[i]!;
    if (baseOf[inst.id] !== undefined) beforeBase(model, inst, live);
    const { effect } = inst.info;
    if (effect === "pure") continue;
    if (!isAccess(inst)) {
      if (effect === "read") continue;
      const effects = effectsOf(model, inst);
      if (effects === undefined) continue;
      removeMask(live, effects.frees);
      addMask(live, effects.reads);
      continue;
    }
    const location = model.locationOf[inst.id];
    if (effect === "read") addMask(live, accessMask(model, inst));
    else if (location !== undefined) {
      if (!isLive(location, live) && !stays(inst)) continue;
      overwrite(model, location, live);
    }
  }
  for (const phi of block.phis) beforeBase(model, phi, live);
}

/**
 * Before the value that locations are counted from is computed, the same locations lie elsewhere: those
 * of the round before, if this is in a loop. Nothing that is known of the ones tells of the others.
 */
function beforeBase(model: MemoryModel, value: Inst, live: Mask): void {
  const base = model.baseOf[value.id];
  if (base !== undefined) addMask(live, base.mask);
}

const isLive = (location: Location, live: Mask): boolean =>
  location.overlaps.some((index) => hasBit(live, index));

/** What lies within the bytes stored is dead before the store. */
function overwrite(model: MemoryModel, { overlaps, offset, size }: Location, live: Mask): void {
  for (const index of overlaps) {
    const other = model.locations[index]!;
    if (other.offset >= offset && other.offset + other.size <= offset + size) clearBit(live, index);
  }
}

/**
 * Promotion of memory to values: a load whose value is known on every path, from an earlier store or load
 * of the same location, becomes that value; where paths bring different ones a phi joins them. With
 * inlined words this is what turns stack memory into SSA values.
 *
 * First which locations are *available* at the start of each block, as an all-paths data-flow problem over
 * bit sets (Aho, Lam, Sethi and Ullman, 9.2.6); then values on demand, with phis placed as Braun et al.,
 * "Simple and Efficient Construction of Static Single Assignment Form" (2013), do it: availability makes
 * sure that the search finds a value on every path. Values of narrow stores are not tracked.
 */
import { mayKnowLoads } from "../analysis/accesses.ts";
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
  setBit,
} from "../analysis/alias.ts";
import { orderBlocks } from "../analysis/dominators.ts";
import { newInst } from "../ir/builder.ts";
import type { Block, Func, Inst } from "../ir/types.ts";
import { applyReplacements, type Replacements, replace, resolve } from "./rewrite.ts";

/** What a block does, without regard to others. */
interface BlockFacts {
  /** Locations whose value the block knows at its end by itself, with the value. */
  known: Map<number, Inst>;
  gen: Mask;
  kill: Mask;
  /** Available at the start. */
  before: Mask;
  after: Mask;
  /** Values at the start, once some were asked for. */
  entry: Map<number, Inst> | undefined;
}

interface State {
  func: Func;
  model: MemoryModel;
  blocks: readonly Block[];
  facts: BlockFacts[];
  replaced: Replacements;
}

export function eliminateLoads(func: Func, facts: MemoryFacts): void {
  if (!mayKnowLoads(func)) return;
  const model = memoryModel(func, facts);
  if (model === undefined || !isAnyLoadedAgain(model)) return;
  const blocks = func.blocks.length === 1 ? func.blocks : orderBlocks(func);
  const state: State = { func, model, blocks, facts: new Array(func.nextBlock), replaced: { any: false } };
  // A single block knows only what it finds itself.
  if (blocks.length > 1) {
    for (const block of blocks) state.facts[block.id] = summarize(model, block);
    solve(state);
  }
  for (const block of blocks) replaceLoads(state, block);
  applyReplacements(func, state.replaced);
}

/** Whether a place is loaded that is accessed elsewhere, too: nothing else can be known when a load comes to it. */
function isAnyLoadedAgain({ relevant, locations, locationOf }: MemoryModel): boolean {
  const accesses: number[] = new Array(locations.length).fill(0);
  const isLoaded: boolean[] = new Array(locations.length).fill(false);
  for (const list of relevant) {
    // Of the numbers of blocks some are not in use.
    if (list === undefined) continue;
    for (const inst of list) {
      const location = locationOf[inst.id];
      if (location === undefined) continue;
      const { index } = location;
      accesses[index]!++;
      if (inst.info.effect === "read") isLoaded[index] = true;
      if (isLoaded[index] && accesses[index]! > 1) return true;
    }
  }
  return false;
}

/** What the access leaves known at its location: a cell or float stored, or anything loaded. */
function knownValue(inst: Inst, location: Location): Inst | undefined {
  if (inst.info.effect === "read") return inst;
  return location.size === 8 ? inst.args[1] : undefined;
}

/** Tells the visitor, in order, what each instruction makes unknown and known. */
function walk(
  model: MemoryModel,
  block: Block,
  forget: (mask: Mask) => void,
  access: (inst: Inst, location: Location) => void,
): void {
  for (const inst of model.relevant[block.id]!) {
    const { effect } = inst.info;
    if (effect === "end") continue;
    if (isAccess(inst)) {
      if (effect === "write") forget(accessMask(model, inst));
      const location = model.locationOf[inst.id];
      if (location !== undefined) access(inst, location);
    } else {
      const effects = effectsOf(model, inst);
      if (effects === undefined) continue;
      forget(effects.writes);
      forget(effects.frees);
    }
  }
}

function summarize(model: MemoryModel, block: Block): BlockFacts {
  const known = new Map<number, Inst>();
  const gen = emptyMask(model);
  const kill = emptyMask(model);
  walk(
    model,
    block,
    (mask) => {
      addMask(kill, mask);
      removeMask(gen, mask);
    },
    (inst, location) => {
      const value = knownValue(inst, location);
      if (value === undefined) return;
      // A load of what is known already tells nothing new.
      if (value !== inst || !hasBit(gen, location.index)) known.set(location.index, value);
      setBit(gen, location.index);
    },
  );
  const before = emptyMask(model);
  const after = emptyMask(model).fill(-1);
  return { known, gen, kill, before, after, entry: undefined };
}

/** Greatest solution of before = intersection of after over the predecessors, after = gen + before - kill. */
function solve({ blocks, facts, func }: State): void {
  for (let changed = true; changed; ) {
    changed = false;
    for (const block of blocks) {
      const { before, after, gen, kill } = facts[block.id]!;
      const isEntry = block === func.blocks[0];
      for (let word = 0; word < before.length; word++) {
        let bits = isEntry ? 0 : -1;
        for (const pred of block.preds) bits &= facts[pred.id]?.after[word] ?? -1;
        before[word] = bits;
        const out = (bits & ~kill[word]!) | gen[word]!;
        if (out === after[word]) continue;
        after[word] = out;
        changed = true;
      }
    }
  }
}

function replaceLoads(state: State, block: Block): void {
  const { model, replaced } = state;
  if (!model.relevant[block.id]!.some((inst) => inst.info.effect === "read")) return;
  const available = state.facts[block.id]?.before.slice() ?? emptyMask(model);
  const current = new Map<number, Inst>();
  let found = false;
  walk(
    model,
    block,
    (mask) => removeMask(available, mask),
    (inst, location) => {
      const { index } = location;
      if (inst.info.effect === "read") {
        if (hasBit(available, index)) {
          // Known since this block, or from before it. The map may hold what was killed in between, but
          // then the location was not available, or became so again with a new value.
          const value = current.get(index) ?? valueAtStart(state, block, location);
          current.set(index, value);
          if (resolve(value) === inst) return;
          replace(replaced, inst, value);
          inst.block = undefined;
          found = true;
        } else {
          setBit(available, index);
          current.set(index, inst);
        }
      } else if (location.size === 8) {
        setBit(available, index);
        current.set(index, inst.args[1]!);
      } else clearBit(available, index);
    },
  );
  if (found) block.insts = block.insts.filter((inst) => inst.block !== undefined);
}

function valueAtEnd(state: State, block: Block, location: Location): Inst {
  return state.facts[block.id]!.known.get(location.index) ?? valueAtStart(state, block, location);
}

/** The value that an available location has at the start of a block. */
function valueAtStart(state: State, start: Block, location: Location): Inst {
  // Up through blocks with one predecessor, without recursion.
  const passed: Block[] = [];
  let block = start;
  let value: Inst | undefined;
  while (value === undefined) {
    const { entry } = state.facts[block.id]!;
    value = entry?.get(location.index);
    if (value !== undefined) break;
    passed.push(block);
    const [pred] = block.preds;
    if (block.preds.length !== 1) {
      value = joinAtStart(state, block, location);
      break;
    }
    block = pred!;
    value = state.facts[block.id]!.known.get(location.index);
  }
  for (const { id } of passed) noteEntry(state.facts[id]!, location, value);
  return value;
}

function noteEntry(facts: BlockFacts, { index }: Location, value: Inst): void {
  facts.entry ??= new Map();
  facts.entry.set(index, value);
}

function joinAtStart(state: State, block: Block, location: Location): Inst {
  const { func, replaced } = state;
  const phi = newInst(func, "phi", [], { type: location.isFloat ? "f64" : "i64" });
  phi.block = block;
  noteEntry(state.facts[block.id]!, location, phi);
  for (const pred of block.preds) {
    // From a block that nothing reaches any value will do.
    phi.args.push(state.facts[pred.id] === undefined ? phi : valueAtEnd(state, pred, location));
  }
  let same: Inst | undefined;
  for (const arg of phi.args) {
    const value = resolve(arg);
    if (value === phi || value === same) continue;
    if (same !== undefined) {
      block.phis.push(phi);
      return phi;
    }
    same = value;
  }
  replace(replaced, phi, same!);
  return same!;
}

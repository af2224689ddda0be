/**
 * Variables in registers while a loop runs (scalar promotion: Cooper and Lu, "Register Promotion in C Programs",
 * 1997): a cell or float that a loop loads and stores, always at the same place and with nothing else that could touch
 * it, is loaded before the loop and stored where the loop is left.
 *
 * The pass only adds these accesses: a load before the loop, at the ways out a load whose value is stored again.
 * Elimination of loads, which it calls, makes phis and values of them; removal of dead stores, which comes after, then
 * finds the stores in the loop overwritten.
 *
 * What must hold
 *   stores     are added only behind others: one in the loop is done on every way to each way out, so that
 *              nothing is written that would not have been (threads share memory)
 *   traps      see memory, calls too: with one in the loop stores stay, and only loads are saved
 *   addresses  other than of data and the thread's context may fault: they are loaded early only where the
 *              loop accesses them for sure, and without a call or trap before
 *
 * Needs licm: what does not change stands before the loop.
 */
import { rootOf } from "../analysis/address.ts";
import {
  accessMask,
  addMask,
  effectsOf,
  emptyMask,
  hasBit,
  hasStore,
  isAccess,
  type Location,
  type Mask,
  type MemoryFacts,
  type MemoryModel,
  memoryModel,
} from "../analysis/alias.ts";
import { type Dominators, dominates, dominators } from "../analysis/dominators.ts";
import { inLoop, type Loop, type LoopNest, loopNest } from "../analysis/loops.ts";
import { copyInst, newInst } from "../ir/builder.ts";
import type { Block, Func, Inst } from "../ir/types.ts";
import { eliminateLoads } from "./loads.ts";
import { preheader, splitEdges } from "./loop-edges.ts";

/** A phi each: more would only be spilled. */
const MAX_IN_LOOP = 6;
/** Displacements that every instruction set takes. */
const MAX_DISPLACEMENT = 32760;

export function promoteInLoops(func: Func, facts: MemoryFacts): void {
  if (!func.blocks.some(hasStore)) return;
  const nest = loopNest(func);
  if (!nest.loops.some((loop) => loop.blocks.some(hasStore))) return;
  const model = memoryModel(func, facts);
  if (model === undefined) return;
  const state: State = { func, nest, model, dom: undefined };
  // Outer loops first: what is in a register there is so in inner ones. The chosen places wait until all are known:
  // the tables do not know of blocks that are made.
  const chosen: { loop: Loop; places: Place[] }[] = [];
  for (const loop of nest.loops) {
    const around = chosen.filter((other) => inLoop(loop.header, other.loop, nest));
    const places = placesIn(state, loop).filter(
      ({ location, sinks }) =>
        !around.some(({ places: outer }) =>
          outer.some((o) => o.location === location && (o.sinks || !sinks)),
        ),
    );
    if (places.length > 0) chosen.push({ loop, places: places.slice(0, MAX_IN_LOOP) });
  }
  for (const { loop, places } of chosen) {
    for (const place of places) promote(state, loop, place);
  }
  if (chosen.length > 0) eliminateLoads(func, facts);
}

interface State {
  func: Func;
  nest: LoopNest;
  model: MemoryModel;
  dom: Dominators | undefined;
}

/** A location to keep in a register. */
interface Place {
  location: Location;
  /** An access to it. */
  sample: Inst;
  /** Its stores move out of the loop. */
  sinks: boolean;
}

/** What a loop does to memory. */
interface Summary {
  /** By number of the location. */
  loads: (Inst | undefined)[];
  stores: Inst[][];
  /** Locations that others than accesses to just them may read or write. */
  read: Mask;
  written: Mask;
  /** A trap or a call. */
  mayLeave: boolean;
}

function placesIn(state: State, loop: Loop): Place[] {
  const summary = summarize(state.model, loop);
  if (summary === undefined) return [];
  const places: Place[] = [];
  let exits: Block[] | undefined;
  summary.stores.forEach((stores, index) => {
    const location = state.model.locations[index]!;
    if (location.size !== 8 || hasBit(summary.written, index)) return;
    const sample = stores[0]!;
    const { root } = rootOf(sample.args[0]!);
    if (root.op !== "addr" && root.op !== "user" && inLoop(root.block!, loop, state.nest)) return;
    exits ??= loop.blocks.filter((block) => block.succs.some((succ) => !inLoop(succ, loop, state.nest)));
    if (exits.length === 0) return;
    const isSure = stores.some((store) => comesFirst(state, store.block!, exits!));
    const { kind } = location.base;
    if (kind !== "data" && kind !== "user" && (summary.mayLeave || !isSure)) return;
    const sinks = isSure && !hasBit(summary.read, index);
    // With its stores left, a load that only some rounds do is not worth a register in all.
    const load = summary.loads[index];
    const saves =
      load !== undefined && loop.latches.every((latch) => dominates(state.dom!, load.block!, latch));
    if (sinks || saves) places.push({ location, sample, sinks });
  });
  return places;
}

function comesFirst(state: State, block: Block, exits: readonly Block[]): boolean {
  state.dom ??= dominators(state.func);
  const { dom } = state;
  return exits.every((exit) => dominates(dom, block, exit));
}

/** Undefined if there is nothing that could be promoted. */
function summarize(model: MemoryModel, loop: Loop): Summary | undefined {
  const [read, written] = [emptyMask(model), emptyMask(model)];
  const summary: Summary = { loads: [], stores: [], read, written, mayLeave: false };
  for (const { id } of loop.blocks) {
    for (const inst of model.relevant[id]!) {
      const { effect } = inst.info;
      if (effect === "call" || effect === "control") summary.mayLeave = true;
      if (!isAccess(inst)) {
        const effects = effectsOf(model, inst);
        if (effects === undefined) continue;
        addMask(read, effects.reads);
        addMask(written, effects.writes);
        addMask(written, effects.frees);
        continue;
      }
      const location = model.locationOf[inst.id];
      const others = effect === "write" ? written : read;
      if (location === undefined) addMask(others, accessMask(model, inst));
      else {
        const { index } = location;
        const had = hasBit(others, index);
        addMask(others, accessMask(model, inst));
        if (!had) others[index >>> 5]! &= ~(1 << (index & 31));
        if (effect === "write") {
          summary.stores[index] ??= [];
          summary.stores[index]!.push(inst);
        } else summary.loads[index] = inst;
      }
    }
  }
  return summary.stores.length > 0 ? summary : undefined;
}

function promote(state: State, loop: Loop, { location, sample, sinks }: Place): void {
  const { func, nest } = state;
  const before = preheader(func, loop, nest);
  const at = addressIn(state, loop, before, before.insts.length - 1, sample);
  if (at === undefined) return;
  const load = location.isFloat ? "fload" : "load";
  insert(
    before,
    before.insts.length - 1,
    newInst(func, load, [at.address], { imm: at.imm, pos: sample.pos }),
  );
  if (!sinks) return;
  for (const block of exitBlocks(state, loop)) {
    const { address, imm } = addressIn(state, loop, block, 0, sample)!;
    const value = newInst(func, load, [address], { imm, pos: sample.pos });
    const store = newInst(func, sample.op, [address, value], { imm, pos: sample.pos });
    const from = address.block === block && block.insts[0] === address ? 1 : 0;
    insert(block, from, value);
    insert(block, from + 1, store);
  }
}

/** The address of the access, as it can be had there; undefined if it is too far from what is. */
function addressIn(
  { func, nest }: State,
  loop: Loop,
  block: Block,
  index: number,
  sample: Inst,
): { address: Inst; imm: bigint } | undefined {
  const { root, offset } = rootOf(sample.args[0]!);
  const imm = BigInt(offset) + sample.imm;
  if (inLoop(root.block!, loop, nest)) {
    // A constant: it can be made anywhere.
    const address = copyInst(func, root);
    address.imm += imm;
    insert(block, index, address);
    return { address, imm: 0n };
  }
  return Math.abs(Number(imm)) > MAX_DISPLACEMENT ? undefined : { address: root, imm };
}

function insert(block: Block, index: number, inst: Inst): void {
  inst.block = block;
  block.insts.splice(index, 0, inst);
}

/** Blocks that only the ways out of the loop lead to, all of them together. */
function exitBlocks({ func, nest }: State, loop: Loop): Block[] {
  const found: Block[] = [];
  for (const block of loop.blocks) {
    for (const succ of block.succs.slice()) {
      if (inLoop(succ, loop, nest) || found.includes(succ)) continue;
      if (succ.preds.every((pred) => inLoop(pred, loop, nest))) found.push(succ);
      else {
        const exit = splitEdges(func, succ, (pred) => inLoop(pred, loop, nest));
        let around = loop.parent;
        while (around !== undefined && !inLoop(succ, around, nest)) around = around.parent;
        nest.innermost[exit.id] = around;
        found.push(exit);
      }
    }
  }
  return found;
}

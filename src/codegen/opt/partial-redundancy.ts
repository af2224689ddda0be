/**
 * What is the same in most rounds of a loop: a load that only an arm of a branch may change, and what is computed from
 * it and values of before. It is computed before the loop, and anew at the end of such an arm; where it was computed,
 * it is there already ("partial redundancy": Morel and Renvoise, 1979; of loads, with what depends on them).
 *
 *     loop                                 columns, offset = load, mul
 *       columns = load [matrix]            loop
 *       offset = mul row, columns            use offset
 *       use offset                           if less
 *       if less  store [...], x              store [...], x
 *       ...                                  columns, offset = load, mul
 *
 * What must hold
 *   loads       of data and the thread's context, which are there at any time, or at the head of the loop before
 *               anything could leave it; nothing but plain stores may change what is loaded
 *   arms        some way around the loop passes none of the stores: else nothing is saved. They are in no inner loop,
 *               which would come to them more than once a round
 *   rounds      all of them come to the load, and to what is computed from it
 *   loops       that carry no value from round to round wait for memory to change: their loads stay
 *
 * Loads of one block go together. No store of the arms is in that block, so the value of each load is the one at the
 * block's start; there it is asked for, and `repairSsa` finds it. What was computed from a load before the store is so
 * still what is used behind it.
 *
 * Needs licm: what nothing in the loop changes is gone. Leaves dead what is only computed from.
 */
import {
  accessMask,
  effectsOf,
  hasBit,
  isAccess,
  type MemoryFacts,
  type MemoryModel,
  memoryModel,
} from "../analysis/alias.ts";
import { type Dominators, dominates, dominators } from "../analysis/dominators.ts";
import { inLoop, type Loop, type LoopNest, loopNest } from "../analysis/loops.ts";
import { copyInst, newInst } from "../ir/builder.ts";
import type { Block, Func, Inst } from "../ir/types.ts";
import { preheader } from "./loop-edges.ts";
import { isCheap, isDear, MORE_FOR_DEAR, roomIn, type Uses, usesOf } from "./motion-costs.ts";
import { repairSsa, type Variable } from "./repair-ssa.ts";
import { applyReplacements, type Replacements, replace } from "./rewrite.ts";

/** All that is computed is computed once more in each arm. */
const MAX_ARMS = 2;
const MAX_MEMBERS = 12;
/** Of a block. */
const MAX_LOADS = 8;
/** How deep cheap operands are followed. */
const MAX_DEPTH = 4;

interface State {
  func: Func;
  facts: MemoryFacts;
  nest: LoopNest;
  /** Made when the first load asks. */
  model: MemoryModel | undefined | null;
  dom: Dominators | undefined;
  uses: Uses | undefined;
  seen: number[];
}

export function removePartialRedundancy(func: Func, facts: MemoryFacts): void {
  if (func.blocks.length < 3 || !func.blocks.some(isArm)) return;
  const nest = loopNest(func);
  if (nest.loops.length === 0) return;
  const state: State = {
    func,
    facts,
    nest,
    model: null,
    dom: undefined,
    uses: undefined,
    seen: [],
  };
  for (const loop of nest.loops) {
    if (mayHaveAny(state, loop)) removeFrom(state, loop);
  }
}

/** A loop that carries nothing waits. */
function mayHaveAny({ nest }: State, loop: Loop): boolean {
  if (loop.header.phis.length === 0) return false;
  const own = loop.blocks.filter((block) => nest.innermost[block.id] === loop);
  return own.some(isArm) && own.some((block) => !isArm(block) && block.insts.some(isLoad));
}

const isLoad = ({ info }: Inst): boolean => info.isAccess && info.effect === "read";
const isStore = ({ info }: Inst): boolean => info.isAccess && info.effect === "write";
/** Whether it is a block that stores, and that not all ways lead through. */
const isArm = ({ preds, insts }: Block): boolean =>
  preds.length === 1 && preds[0]!.succs.length > 1 && insts.some(isStore);

const isInside = ({ nest }: State, loop: Loop, block: Block): boolean => nest.innermost[block.id] === loop;

/** Loads of one block and what is computed from them. */
interface Group {
  loop: Loop;
  block: Block;
  /** In the order in which they are computed. */
  members: Set<Inst>;
  /** Where a store may change what the loads give. */
  arms: Set<Block>;
}

function removeFrom(state: State, loop: Loop): void {
  state.dom ??= dominators(state.func);
  for (const block of loop.blocks) {
    if (!isInside(state, loop, block) || !comesAlways(state, loop, block)) continue;
    const group: Group = { loop, block, members: new Set(), arms: new Set() };
    collectLoads(state, group);
    if (group.members.size === 0 || !hasOtherWay(group)) continue;
    collectDependents(state, group);
    if (group.members.size <= MAX_MEMBERS && hasRoom(state, group)) compute(state, group);
  }
}

const comesAlways = ({ dom }: State, loop: Loop, block: Block): boolean =>
  loop.latches.every((latch) => dominates(dom!, block, latch));

// Loads

function collectLoads(state: State, group: Group): void {
  const { loop, block, members, arms } = group;
  // Each entry of the loop comes to it before anything could lead elsewhere.
  let isSure = block === loop.header;
  for (const inst of block.insts) {
    const { effect, isAccess: hasPlace } = inst.info;
    if (effect !== "pure" && effect !== "read" && effect !== "write") isSure = false;
    if (!hasPlace || effect !== "read" || members.size === MAX_LOADS) continue;
    if (!comesAlong(state, group, inst, MAX_DEPTH)) continue;
    const changing = armsChanging(state, loop, inst, isSure);
    if (changing === undefined || arms.size + changing.size > MAX_ARMS) continue;
    members.add(inst);
    for (const arm of changing) arms.add(arm);
  }
}

/** The blocks with stores that may change what is loaded; undefined if it is too much, or if other things do, too. */
function armsChanging(state: State, loop: Loop, load: Inst, isSure: boolean): Set<Block> | undefined {
  if (state.model === null) state.model = memoryModel(state.func, state.facts);
  const { model } = state;
  const location = model?.locationOf[load.id];
  if (model === undefined || location === undefined) return undefined;
  const { kind } = location.base;
  if (kind !== "data" && kind !== "user" && !isSure) return undefined;
  const arms = new Set<Block>();
  for (const block of loop.blocks) {
    for (const inst of model.relevant[block.id] ?? []) {
      if (!isAccess(inst)) {
        const effects = effectsOf(model, inst);
        if (effects === undefined) continue;
        if (hasBit(effects.writes, location.index) || hasBit(effects.frees, location.index)) return undefined;
      } else if (inst.info.effect === "write" && hasBit(accessMask(model, inst), location.index)) {
        if (!isInside(state, loop, block) || arms.size === MAX_ARMS) return undefined;
        arms.add(block);
      }
    }
  }
  // Without any licm has left it for a reason.
  return arms.size > 0 ? arms : undefined;
}

/** Whether a way around the loop passes none of the arms. */
function hasOtherWay({ loop, arms }: Group): boolean {
  const { header, latches } = loop;
  if (arms.has(header)) return false;
  const seen = new Set<Block>([header]);
  for (const block of seen) {
    if (latches.includes(block)) return true;
    for (const succ of block.succs) if (loop.blocks.includes(succ) && !arms.has(succ)) seen.add(succ);
  }
  return false;
}

// What is computed from them

function collectDependents(state: State, group: Group): void {
  const { loop, block, members } = group;
  for (const other of loop.blocks) {
    if (!isInside(state, loop, other) || !dominates(state.dom!, block, other)) continue;
    if (!comesAlways(state, loop, other)) continue;
    for (const inst of other.insts) {
      if (inst.info.effect !== "pure" || inst.op === "proj" || isCheapIn(state, inst)) continue;
      if (dependsOn(state, group, inst, MAX_DEPTH) && comesAlong(state, group, inst, MAX_DEPTH))
        members.add(inst);
    }
  }
}

function isCheapIn(state: State, inst: Inst): boolean {
  state.uses ??= usesOf(state.func);
  return isCheap(state.uses, inst);
}

const isReady = ({ nest }: State, { loop, members }: Group, value: Inst): boolean =>
  members.has(value) || !inLoop(value.block!, loop, nest);

/** Whether all operands are from before the loop, members, or cheap and made of such. */
function comesAlong(state: State, group: Group, inst: Inst, depth: number): boolean {
  for (const arg of inst.args) {
    if (isReady(state, group, arg)) continue;
    if (depth === 0 || !isCheapIn(state, arg) || !comesAlong(state, group, arg, depth - 1)) return false;
  }
  return true;
}

function dependsOn(state: State, group: Group, inst: Inst, depth: number): boolean {
  return inst.args.some(
    (arg) =>
      group.members.has(arg) ||
      (depth > 0 && isCheapIn(state, arg) && dependsOn(state, group, arg, depth - 1)),
  );
}

/** Whether there are registers for what others need. */
function hasRoom({ func, nest, seen }: State, { loop, members }: Group): boolean {
  const room = roomIn(loop, nest, seen);
  const counted = new Set<Inst>();
  const count = (user: Inst): void => {
    if (members.has(user)) return;
    for (const arg of user.args) {
      if (!members.has(arg) || counted.has(arg)) continue;
      counted.add(arg);
      room[arg.type]--;
    }
  };
  for (const { phis, insts } of func.blocks) {
    phis.forEach(count);
    insts.forEach(count);
  }
  const least = [...counted].some(isDear) ? -MORE_FOR_DEAR : 0;
  return counted.size > 0 && room.i64 >= least && room.f64 >= least;
}

// Computing it elsewhere

function compute(state: State, group: Group): void {
  const { func, nest } = state;
  const { block, members, arms } = group;
  const places = [preheader(func, group.loop, nest), ...arms];
  const copies = places.map((place) => copyMembers(state, group, place));
  const variables: Variable[] = [];
  const asked: { member: Inst; use: Inst }[] = [];
  for (const member of members) {
    // In no block: a name for what each of the places defines. The use asks for it, and is gone thereafter.
    const value = newInst(func, member.op, [], { type: member.type });
    const use = newInst(func, member.op, [value], { type: member.type });
    use.block = block;
    asked.push({ member, use });
    variables.push({
      value,
      defs: places.map((place, i) => ({ block: place, value: copies[i]!.get(member)! })),
    });
  }
  block.insts.unshift(...asked.map(({ use }) => use));
  repairSsa(func, variables);
  block.insts.splice(0, asked.length);
  const replaced: Replacements = { any: false };
  for (const { member, use } of asked) {
    member.block!.insts.splice(member.block!.insts.indexOf(member), 1);
    member.block = undefined;
    replace(replaced, member, use.args[0]!);
  }
  applyReplacements(func, replaced);
}

/** The members once more, at the end of a block. */
function copyMembers({ func, nest }: State, { loop, members }: Group, place: Block): Map<Inst, Inst> {
  const copies = new Map<Inst, Inst>();
  const copied = (value: Inst): Inst => {
    const known = copies.get(value);
    if (known !== undefined) return known;
    if (!inLoop(value.block!, loop, nest)) return value;
    const copy = copyInst(func, value);
    copies.set(value, copy);
    copy.args = copy.args.map(copied);
    copy.block = place;
    place.insts.splice(place.insts.length - 1, 0, copy);
    return copy;
  };
  for (const member of members) copied(member);
  return copies;
}

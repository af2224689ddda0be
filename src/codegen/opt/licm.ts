/**
 * Loop-invariant code motion: what a loop computes anew in each round from values of before is computed once,
 * before the loop (Aho, Lam, Sethi and Ullman, 9.5; Muchnick, 13.2). Inner loops first, so that what leaves one may
 * leave the next, too; each block is looked at once.
 *
 * What may move
 *   pure ops     from anywhere in the loop
 *   loads        of places that nothing in the loop writes. They may fault: so only of data and the thread's
 *                context, which are there at any time, or where each entry of the loop comes to the load
 *                before it could go elsewhere
 *   traps        and divisions, where each entry comes to them before anything has effects
 * A loop that carries no value from round to round waits for memory to change: its loads stay.
 *
 * What pays: constants are made where they are needed, a comparison is part of the branch that asks, an addition of
 * a constant or a shift is part of an address. Such moves only with what needs it and moves. Each value that
 * moves may take a register all through the loop, so cheap ones stay if there are many.
 *
 * Needs loops with the test at the end: at their head only tests are sure to run.
 */
import {
  accessMask,
  addMask,
  effectsOf,
  emptyMask,
  hasBit,
  isAccess,
  type Mask,
  type MemoryFacts,
  type MemoryModel,
  memoryModel,
} from "../analysis/alias.ts";
import { inLoop, type Loop, type LoopNest, loopNest } from "../analysis/loops.ts";
import { copyInst } from "../ir/builder.ts";
import type { Block, Func, Inst } from "../ir/types.ts";
import { preheader } from "./loop-edges.ts";
import { isCheap, isDear, MORE_FOR_DEAR, type Room, roomIn, type Uses, usesOf } from "./motion-costs.ts";

interface State {
  func: Func;
  facts: MemoryFacts;
  nest: LoopNest;
  /** Made when the first load asks. */
  model: MemoryModel | undefined | null;
  /** Found when somebody asks: what has an operand from the round at hand stays without. */
  uses: Uses | undefined;
  /** For `roomIn`. */
  seen: number[];
}

export function moveInvariants(func: Func, facts: MemoryFacts): void {
  if (func.blocks.length === 1) return;
  const nest = loopNest(func);
  if (nest.loops.length === 0) return;
  const state: State = {
    func,
    facts,
    nest,
    model: null,
    uses: undefined,
    seen: [],
  };
  for (let i = nest.loops.length - 1; i >= 0; i--) moveOut(state, nest.loops[i]!);
}

/** One loop at work. */
interface Task {
  state: State;
  loop: Loop;
  /** Each entry of the loop comes to the instruction at hand before anything has effects, or else before any but memory's. */
  isFirst: boolean;
  isSure: boolean;
  target: Block | undefined;
  /** Places that the loop may write; made when the first load asks. */
  written: Mask | undefined;
  /** Registers that are left, for cells and for floats; counted when something could move. */
  room: Room | undefined;
}

function moveOut(state: State, loop: Loop): void {
  const { nest } = state;
  const task: Task = {
    state,
    loop,
    isFirst: true,
    isSure: true,
    target: undefined,
    written: undefined,
    room: undefined,
  };
  for (const block of loop.blocks) {
    // What an inner loop could not let go stays in this one, too.
    if (nest.innermost[block.id] !== loop) continue;
    if (block !== loop.header) task.isFirst = task.isSure = false;
    let moved = false;
    for (const inst of block.insts) {
      if (moves(task, inst)) {
        move(task, inst);
        moved = true;
      } else noteEffect(task, inst);
    }
    if (moved) block.insts = block.insts.filter((inst) => inst.block === block);
  }
  // What moved is looked at again as a part of the loop around.
  const { target } = task;
  if (target === undefined || loop.parent === undefined) return;
  const { blocks } = loop.parent;
  if (!blocks.includes(target)) blocks.splice(blocks.indexOf(loop.header), 0, target);
}

function noteEffect(task: Task, { info }: Inst): void {
  const { effect } = info;
  if (effect === "pure" || effect === "read") return;
  task.isFirst = false;
  if (effect !== "write") task.isSure = false;
}

/** Most have an operand that is made anew in each round: that is asked first, and what takes tables last. */
function moves(task: Task, inst: Inst): boolean {
  if (inst.op === "trapif") return task.isFirst && comesAlong(task, inst, MAX_DEPTH);
  if (!inst.info.isRemovable || inst.args.length === 0 || inst.op === "proj") return false;
  return comesAlong(task, inst, MAX_DEPTH) && isWorthMoving(task, inst) && mayMove(task, inst);
}

// What pays

function isWorthMoving(task: Task, inst: Inst): boolean {
  if (isCheap(usesIn(task.state), inst)) return false;
  const room = roomOf(task);
  return room[inst.type] > (isDear(inst) ? -MORE_FOR_DEAR : 0);
}

function usesIn(state: State): Uses {
  state.uses ??= usesOf(state.func);
  return state.uses;
}

/** As it was before anything moved, less what has moved. */
function roomOf(task: Task): Room {
  const { state, loop } = task;
  task.room ??= roomIn(loop, state.nest, state.seen);
  return task.room;
}

// What may move

/** Of what computes a value. */
function mayMove(task: Task, inst: Inst): boolean {
  const { info } = inst;
  if (info.effect === "pure") return true;
  // A division is there only behind its traps: those that are left make it wait.
  return info.isAccess ? isLasting(task, inst) : task.isFirst;
}

/** How deep cheap operands are followed. */
const MAX_DEPTH = 4;

/** Whether all operands are from before the loop, or cheap and can be made there. */
function comesAlong(task: Task, inst: Inst, depth: number): boolean {
  for (const arg of inst.args) {
    if (isOutside(task, arg)) continue;
    // Last what takes a table.
    if (arg.op === "phi" || depth === 0 || arg.info.effect !== "pure") return false;
    if (!comesAlong(task, arg, depth - 1) || !isCheap(usesIn(task.state), arg)) return false;
  }
  return true;
}

const isOutside = ({ loop, state }: Task, value: Inst): boolean => !inLoop(value.block!, loop, state.nest);

/** Whether a load gives the same in each round, and may be done before them. */
function isLasting(task: Task, load: Inst): boolean {
  const { state, loop } = task;
  if (loop.header.phis.length === 0) return false;
  if (state.model === null) state.model = memoryModel(state.func, state.facts);
  const { model } = state;
  const location = model?.locationOf[load.id];
  if (model === undefined || location === undefined) return false;
  const { kind } = location.base;
  if (kind !== "data" && kind !== "user" && !task.isSure) return false;
  task.written ??= writtenIn(model, loop);
  return !hasBit(task.written, location.index);
}

function writtenIn(model: MemoryModel, loop: Loop): Mask {
  const written = emptyMask(model);
  for (const { id } of loop.blocks) {
    for (const inst of model.relevant[id] ?? []) {
      if (isAccess(inst)) {
        if (inst.info.effect === "write") addMask(written, accessMask(model, inst));
        continue;
      }
      const effects = effectsOf(model, inst);
      if (effects === undefined) continue;
      addMask(written, effects.writes);
      addMask(written, effects.frees);
    }
  }
  return written;
}

// Moving

function move(task: Task, inst: Inst): void {
  roomOf(task)[inst.type]--;
  task.target ??= preheader(task.state.func, task.loop, task.state.nest);
  bringOperands(task, inst);
  place(task.target, inst);
}

/** Cheap operands stay where they are, too, for what else is in the loop; the copies are for what moves. */
function bringOperands(task: Task, inst: Inst): void {
  for (let i = 0; i < inst.args.length; i++) {
    const arg = inst.args[i]!;
    if (isOutside(task, arg)) continue;
    const copy = copyInst(task.state.func, arg);
    bringOperands(task, copy);
    place(task.target!, copy);
    inst.args[i] = copy;
  }
}

/** Puts it before the jump at the end. */
function place(target: Block, inst: Inst): void {
  inst.block = target;
  target.insts.splice(target.insts.length - 1, 0, inst);
}

/**
 * The blocks of a machine function, made from those of the IR before instructions are selected: in
 * linear order, critical edges split, loops and frequencies noted. The IR stays as it is.
 *
 * A block that only returns is copied into the blocks that jump to it: a return is as short as a jump,
 * and a path that needs no frame then stays clear of one that does. On critical edges this is done before the
 * first call only: there a path may need no frame yet.
 */
import { linearOrder } from "../analysis/cfg.ts";
import { type Loop, type LoopNest, loopNest } from "../analysis/loops.ts";
import { terminator } from "../ir/builder.ts";
import type { Block, Func, Inst } from "../ir/types.ts";
import { type MachineBlock, type MachineInst, type MachineLoop, ONCE, type VReg } from "./machine.ts";

/** An edge of the IR: phis of `to` take their operand `index`. */
export interface SourceEdge {
  to: Block;
  index: number;
}

export interface PlannedBlock {
  machine: MachineBlock;
  /** Undefined for a block on a critical edge, which is just a jump or a return. */
  source: Block | undefined;
  /** By successor: whose phis get values on the way; undefined on the way to a block on a critical edge. */
  edges: (SourceEdge | undefined)[];
  /** The return that takes the place of the jump at the end, its phis resolved for this edge. */
  ret: { inst: Inst; edge: SourceEdge } | undefined;
}

/** A loop runs 8 times, what is cold once in 64: as shifts, since V8 takes powers and quotients for no whole numbers. */
const LOOP_SHIFT = 3;
const MAX_DEPTH = 6;
const COLD_SHIFT = 6;

export function planBlocks(func: Func): PlannedBlock[] {
  const [entry] = func.blocks as [Block, ...Block[]];
  if (func.blocks.length > 1 || entry.succs.length > 0) return planGraph(func);
  const planned = [plannedBlock(entry)];
  noteFrequencies(planned);
  return planned;
}

function planGraph(func: Func): PlannedBlock[] {
  const nest = loopNest(func);
  const inlined = (block: Block): Inst | undefined => {
    const last = terminator(block);
    if (last?.op !== "jump") return undefined;
    const target = block.succs[0]!;
    const ret = target.insts[0];
    return ret?.op === "ret" ? ret : undefined;
  };
  const linear = linearOrder(func, nest);
  const isReturn = (block: Block): boolean => block.insts[0]?.op === "ret" && block !== func.blocks[0];
  const callsBefore = linear.some((block) => isReturn(block)) ? blocksAfterCalls(func, linear) : [];
  /** Whether the edge to a return is one itself: it needs no block to lead to. */
  const returnsEarly = (from: Block, to: Block): boolean =>
    isReturn(to) && from.succs.length > 1 && to.preds.length > 1 && !callsBefore[from.id];
  // A block stays if something leads to it that does not return itself.
  const stays = (block: Block): boolean =>
    !isReturn(block) || block.preds.some((pred) => inlined(pred) === undefined && !returnsEarly(pred, block));

  const planned: PlannedBlock[] = [];
  const bySource: (PlannedBlock | undefined)[] = new Array(func.nextBlock).fill(undefined);
  const order = linear.filter(stays);
  const hasLoops = nest.loops.length > 0;
  const lastOf = new Map<Loop, Block>();
  if (hasLoops) {
    for (const block of order) {
      for (let loop = nest.innermost[block.id]; loop !== undefined; loop = loop.parent)
        lastOf.set(loop, block);
    }
  }
  /** By source block: blocks on its critical edges, and those on edges out of a loop, which wait for its end. */
  const middles: ((PlannedBlock | undefined)[] | undefined)[] = new Array(func.nextBlock).fill(undefined);
  const waiting: (PlannedBlock[] | undefined)[] = new Array(func.nextBlock).fill(undefined);
  for (const block of order) {
    const plan = plannedBlock(block);
    bySource[block.id] = plan;
    planned.push(plan);
    if (block.succs.length > 1) {
      const list = block.succs.map((succ) => (succ.preds.length > 1 ? plannedBlock(undefined) : undefined));
      middles[block.id] = list;
      for (let s = 0; s < list.length; s++) {
        const middle = list[s];
        if (middle === undefined) continue;
        const left = hasLoops ? outermostLeft(block, block.succs[s]!, nest) : undefined;
        if (left === undefined) planned.push(middle);
        else {
          const last = lastOf.get(left)!;
          waiting[last.id] = added(waiting[last.id] ?? [], middle);
        }
      }
    }
    const waited = waiting[block.id];
    if (waited !== undefined) for (const middle of waited) planned.push(middle);
  }

  for (let i = 0; i < planned.length; i++) planned[i]!.machine.index = i;
  const edgeIndex = new EdgeIndex();
  for (const plan of planned) {
    const block = plan.source;
    if (block === undefined) continue;
    const ret = inlined(block);
    for (let s = 0; s < block.succs.length; s++) {
      const to = block.succs[s]!;
      const edge = { to, index: edgeIndex.of(block, s) };
      if (ret !== undefined) {
        plan.ret = { inst: ret, edge };
        continue;
      }
      const middle = middles[block.id]?.[s];
      if (middle === undefined) link(plan, bySource[to.id]!, edge);
      else {
        link(plan, middle, undefined);
        if (returnsEarly(block, to)) middle.ret = { inst: to.insts[0]!, edge };
        else link(middle, bySource[to.id]!, edge);
      }
    }
  }
  if (hasLoops) noteLoops(planned, nest);
  noteFrequencies(planned);
  return planned;
}

/** By block: something may have been called when it is left. */
function blocksAfterCalls(func: Func, linear: readonly Block[]): boolean[] {
  const after: boolean[] = new Array(func.nextBlock).fill(true);
  for (const block of linear) {
    after[block.id] =
      block.insts.some((inst) => inst.info.effect === "call") || block.preds.some((pred) => after[pred.id]);
  }
  return after;
}

/** The outermost loop that the edge leaves. */
function outermostLeft(from: Block, to: Block, nest: LoopNest): Loop | undefined {
  let left: Loop | undefined;
  for (let loop = nest.innermost[from.id]; loop !== undefined; loop = loop.parent) {
    let inner = nest.innermost[to.id];
    while (inner !== undefined && inner !== loop) inner = inner.parent;
    if (inner === loop) break;
    left = loop;
  }
  return left;
}

function plannedBlock(source: Block | undefined): PlannedBlock {
  // Not written into the literals: one with lists in it is copied by the runtime of V8.
  const insts: MachineInst[] = [];
  const params: VReg[] = [];
  const args: VReg[][] = [];
  const preds: MachineBlock[] = [];
  const succs: MachineBlock[] = [];
  const edges: PlannedBlock["edges"] = [];
  const machine: MachineBlock = {
    index: 0,
    insts,
    params,
    args,
    preds,
    succs,
    loop: undefined,
    freq: ONCE,
    calls: false,
  };
  return { machine, source, edges, ret: undefined };
}

function link(from: PlannedBlock, to: PlannedBlock, edge: SourceEdge | undefined): void {
  const { machine } = from;
  machine.succs = added(machine.succs, to.machine);
  machine.args = added(machine.args, []);
  from.edges = added(from.edges, edge);
  to.machine.preds = added(to.machine.preds, machine);
}

/** A list that is pushed to at first has room for 17; most of these get one item, or two. */
function added<T>(list: T[], item: T): T[] {
  if (list.length === 0) return [item];
  if (list.length === 1) return [list[0]!, item];
  list.push(item);
  return list;
}

/** Which of the target's predecessors an edge is: a block may be there twice. */
class EdgeIndex {
  /** By target with many predecessors: their first places. To search anew for each would take the square. */
  private readonly places = new Map<Block, Map<Block, number>>();

  of(block: Block, s: number): number {
    const to = block.succs[s]!;
    const { preds } = to;
    const first = preds.length <= 16 ? preds.indexOf(block) : this.placesIn(to).get(block)!;
    return s === 1 && block.succs[0] === to ? preds.indexOf(block, first + 1) : first;
  }

  private placesIn(to: Block): Map<Block, number> {
    let places = this.places.get(to);
    if (places === undefined) {
      places = new Map();
      for (let i = to.preds.length - 1; i >= 0; i--) places.set(to.preds[i]!, i);
      this.places.set(to, places);
    }
    return places;
  }
}

function noteLoops(planned: PlannedBlock[], nest: LoopNest): void {
  const machineLoops = new Map<Loop, MachineLoop>();
  const convert = (loop: Loop | undefined, index: number): MachineLoop | undefined => {
    if (loop === undefined) return undefined;
    let known = machineLoops.get(loop);
    if (known === undefined) {
      known = { first: index, last: index, depth: loop.depth, parent: undefined };
      machineLoops.set(loop, known);
    }
    known.last = index;
    known.parent = convert(loop.parent, index);
    return known;
  };
  for (const plan of planned) {
    if (plan.source !== undefined)
      plan.machine.loop = convert(nest.innermost[plan.source.id], plan.machine.index);
  }
  for (const { machine, source } of planned) {
    const to = machine.succs[0];
    if (source === undefined && to !== undefined) {
      // On an edge: in the loops that both its ends are in.
      let loop = machine.preds[0]!.loop;
      while (loop !== undefined && (to.index < loop.first || to.index > loop.last)) loop = loop.parent;
      machine.loop = loop;
      if (loop !== undefined) {
        for (let l: MachineLoop | undefined = loop; l !== undefined; l = l.parent)
          l.last = Math.max(l.last, machine.index);
      }
    }
  }
}

/** Cold is what does not return, and what leads nowhere else. */
function noteFrequencies(planned: readonly PlannedBlock[]): void {
  const isCold: boolean[] = [];
  for (let i = planned.length - 1; i >= 0; i--) {
    const { machine, source } = planned[i]!;
    const { succs } = machine;
    isCold[i] =
      succs.length === 0
        ? source !== undefined && terminator(source)?.op === "unreachable"
        : succs.every((succ) => succ.index > i && isCold[succ.index]!);
    const freq = ONCE << (LOOP_SHIFT * Math.min(machine.loop?.depth ?? 0, MAX_DEPTH));
    machine.freq = isCold[i] ? freq >> COLD_SHIFT : freq;
  }
}

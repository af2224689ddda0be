/**
 * Lifetime intervals of virtual registers, as in Wimmer and Franz, "Linear Scan Register Allocation on
 * SSA Form" (2010): built in one backward walk from exact liveness, with holes.
 *
 * Positions. Instruction number i (over all blocks, in linear order) owns four:
 *   4i     gap: moves are made here          4i + 1  operands are read
 *   4i + 2 results are written               4i + 3  results in fixed registers move to their places
 * A `use` lives through 4i+1, a `late` use through 4i+2; a `def` lives from 4i+2, an `early` one from
 * 4i+1. A use in a fixed register is a copy in the gap, so the value itself need live through 4i only; a
 * definition in a fixed register is a copy at 4i+3. The registers so taken are `blocked` meanwhile.
 */
import { liveOnEntry } from "../analysis/liveness.ts";
import {
  ANY,
  type MachineBlock,
  type MachineFunc,
  type MachineInst,
  type MachineLoop,
  type Reg,
  type RegClass,
  type RegisterFile,
  type VReg,
} from "../target/machine.ts";

/** What a use asks for: a mark at a loop's end, any place but better a register, a register. */
export const MARK = 0;
export const LIKES = 1;
export const MUST = 2;

/** One piece of a value's lifetime, in one place. */
export interface Interval {
  vreg: VReg;
  cls: RegClass;
  /** Flat: from, to, from, to, ...; ascending, `to` exclusive. */
  ranges: number[];
  /** Positions of uses (and of the definition), ascending, and what each asks for. */
  uses: number[];
  /** The register it is in, or -1; then, once processed, it is in the value's spill slot. */
  reg: Reg;
  /** The register that is reserved for it, or -1; and number of the unit that shares a place, -1 if it has none. */
  home: Reg;
  unit: number;
  /** It begins in memory though registers may be free. */
  inMemory: boolean;
  /** The piece after this one. */
  next: Interval | undefined;
  /** Index into `ranges` that the walk has reached. */
  cursor: number;
}

/** Registers that a value would like, with how often the move would run: reg, weight, reg, weight, ... */
export type Hints = number[];

export interface Lifetimes {
  /** By virtual register: its whole lifetime; undefined if it is never defined. */
  intervals: (Interval | undefined)[];
  /** Those that there are, ascending by their starts. */
  order: Interval[];
  /**
   * By register: from, to, owner, ...: when it is not free for anybody but the owner, a virtual register, a unit
   * (`ownerOf`) or -1, an instruction. Ascending by `from`.
   */
  blocked: number[][];
  /** By virtual register: fixed registers it meets. */
  fixedHints: (Hints | undefined)[];
  /** By virtual register: values that would be best in the same register. */
  partners: (VReg[] | undefined)[];
  /** By virtual register: the fixed register it is defined in, or -1. */
  definedIn: number[];
  liveIn: number[][];
  /** By instruction number: its block. */
  blockOf: MachineBlock[];
  /** By block: numbers of its first and (exclusive) last instruction. */
  first: number[];
  end: number[];
  /** Gaps of the instructions that clobber most registers, ascending. */
  calls: number[];
}

/** After all positions. A small integer: V8 keeps no others in an array without making objects of them. */
export const NEVER = 0x3fffffff;

/** A use is one number, 4 * position + kind. */
export const posOf = (use: number): number => use >> 2;
export const kindOf = (use: number): number => use & 3;

/** A unit as an owner in `blocked`. */
export const ownerOf = (unit: number): number => -2 - unit;

export const gapOf = (pos: number): number => pos - (pos % 4);
export const startOf = (it: Interval): number => it.ranges[0]!;
export const endOf = (it: Interval): number => it.ranges[it.ranges.length - 1]!;

export function buildLifetimes(func: MachineFunc, regs: RegisterFile): Lifetimes {
  const count = func.vregs.length;
  const first: number[] = [];
  const end: number[] = [];
  const blockOf: MachineBlock[] = [];
  for (const block of func.blocks) {
    first.push(blockOf.length);
    for (let i = block.insts.length; i > 0; i--) blockOf.push(block);
    end.push(blockOf.length);
  }
  const defBlock: number[] = new Array(count).fill(0);
  const liveIn = func.blocks.length === 1 ? [[]] : liveAtStarts(func, defBlock);

  const lifetimes: Lifetimes = {
    intervals: new Array(count).fill(undefined),
    order: [],
    blocked: [],
    fixedHints: new Array(count).fill(undefined),
    partners: new Array(count).fill(undefined),
    definedIn: new Array(count).fill(-1),
    liveIn,
    blockOf,
    first,
    end,
    calls: [],
  };
  for (let reg = 0; reg < regs.count; reg++) lifetimes.blocked.push([]);
  const builder = new Builder(func, lifetimes, defBlock);
  for (let i = func.blocks.length - 1; i >= 0; i--) builder.block(func.blocks[i]!);
  builder.finish();
  return lifetimes;
}

/** Fills in `defBlock` too. */
function liveAtStarts(func: MachineFunc, defBlock: number[]): number[][] {
  const useBlocks: (number[] | undefined)[] = new Array(defBlock.length).fill(undefined);
  const preds: number[][] = [];
  for (const block of func.blocks) {
    const { index } = block;
    preds.push(block.preds.map((pred) => pred.index));
    for (const param of block.params) defBlock[param] = index;
    for (const inst of block.insts) noteOperands(inst, index, defBlock, useBlocks);
    for (const args of block.args) for (const arg of args) noteUse(arg, index, defBlock, useBlocks);
  }
  return liveOnEntry({ preds, defBlock, useBlocks });
}

function noteOperands(
  inst: MachineInst,
  block: number,
  defBlock: number[],
  useBlocks: (number[] | undefined)[],
): void {
  const { operands } = inst;
  for (let k = 0; k < operands.length; k++) {
    const { vreg, role } = operands[k]!;
    if (role === "def" || role === "early") defBlock[vreg] = block;
    else noteUse(vreg, block, defBlock, useBlocks);
  }
}

/** Most values die in the block that defines them; definitions come first in linear order but for phis. */
function noteUse(
  vreg: VReg,
  block: number,
  defBlock: readonly number[],
  useBlocks: (number[] | undefined)[],
): void {
  if (defBlock[vreg] === block) return;
  const list = useBlocks[vreg];
  if (list === undefined) useBlocks[vreg] = [block];
  else if (list[list.length - 1] !== block) list.push(block);
}

/** Walks the code backwards; ranges and uses are collected in descending order and turned at the end. */
class Builder {
  readonly func: MachineFunc;
  readonly lifetimes: Lifetimes;
  readonly defBlock: number[];
  /** By virtual register: first block of the innermost loop that its uses were last marked in. */
  readonly marked: number[];

  constructor(func: MachineFunc, lifetimes: Lifetimes, defBlock: number[]) {
    this.func = func;
    this.lifetimes = lifetimes;
    this.defBlock = defBlock;
    this.marked = new Array(func.vregs.length).fill(-1);
  }

  block(block: MachineBlock): void {
    const { first, end, liveIn } = this.lifetimes;
    const from = 4 * first[block.index]!;
    const to = 4 * end[block.index]!;
    for (let s = 0; s < block.succs.length; s++) {
      const succ = block.succs[s]!;
      for (const vreg of liveIn[succ.index]!) addRange(this.interval(vreg), from, to);
      const args = block.args[s]!;
      for (let k = 0; k < args.length; k++) {
        const arg = args[k]!;
        const param = succ.params[k]!;
        const it = this.interval(arg);
        addRange(it, from, to);
        this.addUse(it, to - 1, LIKES, block);
        this.addPartner(arg, param);
        this.addPartner(param, arg);
        this.inherit(arg, param, block.freq);
      }
    }
    for (let i = block.insts.length - 1; i >= 0; i--) {
      this.inst(block.insts[i]!, first[block.index]! + i, from, block);
    }
    for (const param of block.params) {
      const it = this.interval(param);
      if (it.ranges.length === 0) it.ranges.push(from + 1, from);
      it.ranges[it.ranges.length - 1] = from;
      this.lifetimes.order.push(it);
      this.addUse(it, from, LIKES, block);
    }
  }

  /** Results come first among the operands. */
  inst(inst: MachineInst, number: number, blockStart: number, block: MachineBlock): void {
    const { operands } = inst;
    const at = 4 * number;
    let hasFixed = inst.clobbers.length > 0 || inst.scratch.length > 0;
    let k = 0;
    for (; k < operands.length; k++) {
      const { vreg, role, where } = operands[k]!;
      if (role !== "def" && role !== "early") break;
      const it = this.interval(vreg);
      const { ranges } = it;
      const from = where >= 0 ? at + 3 : role === "early" ? at + 1 : at + 2;
      if (ranges.length === 0) ranges.push(where >= 0 ? at + 4 : at + 3, from);
      else ranges[ranges.length - 1] = from;
      this.noteStart(it, from);
      this.addUse(it, from, where >= 0 ? LIKES : MUST, block);
      if (where < 0) continue;
      hasFixed = true;
      this.lifetimes.definedIn[vreg] = where;
      this.addHint(vreg, where, block.freq);
    }
    if (inst.tied) this.tie(inst, k, at, block);
    for (; k < operands.length; k++) {
      const { vreg, role, where } = operands[k]!;
      const it = this.interval(vreg);
      if (where >= 0) {
        hasFixed = true;
        addRange(it, blockStart, at + 1);
        this.addUse(it, at, LIKES, block);
        this.addHint(vreg, where, block.freq);
      } else {
        const read = role === "late" ? at + 2 : at + 1;
        addRange(it, blockStart, read + 1);
        this.addUse(it, read, where === ANY ? LIKES : MUST, block);
      }
    }
    if (hasFixed) this.takeRegisters(inst, at);
  }

  /** Starts come in descending order but for those of the same instruction. */
  noteStart(it: Interval, from: number): void {
    const { order } = this.lifetimes;
    let i = order.length;
    for (; i > 0; i--) {
      const { ranges } = order[i - 1]!;
      if (ranges[ranges.length - 1]! >= from) break;
      order[i] = order[i - 1]!;
    }
    order[i] = it;
  }

  /**
   * The first operand after a single result, and the second where the instruction commutes, had best be where
   * the result goes; those after two results, where each of these goes.
   */
  tie(inst: MachineInst, results: number, at: number, block: MachineBlock): void {
    for (let k = 0; k < 2 && results + k < inst.operands.length; k++) {
      const result = inst.operands[results === 1 ? 0 : k]!;
      const source = inst.operands[results + k]!;
      if (source.role !== "use" || source.where >= 0) continue;
      this.addPartner(result.vreg, source.vreg);
      // Only what ends here can hand its register on.
      const ranges = this.interval(source.vreg).ranges;
      if (ranges.length === 0 || ranges[ranges.length - 1]! > at)
        this.inherit(source.vreg, result.vreg, block.freq);
    }
  }

  /** A value that becomes another one by a tie or an edge wants the register that the other one wants. */
  inherit(vreg: VReg, from: VReg, weight: number): void {
    const wanted = this.lifetimes.fixedHints[from];
    if (wanted === undefined || (this.lifetimes.fixedHints[vreg]?.length ?? 0) > 8) return;
    for (let i = 0; i < wanted.length && i < 4; i += 2) {
      this.addHint(vreg, wanted[i]!, Math.max(Math.min(weight, wanted[i + 1]!) >> 1, 1));
    }
  }

  addHint(vreg: VReg, reg: Reg, weight: number): void {
    const hints = this.lifetimes.fixedHints[vreg];
    if (hints === undefined) this.lifetimes.fixedHints[vreg] = [reg, weight];
    else hints.push(reg, weight);
  }

  addPartner(vreg: VReg, partner: VReg): void {
    const partners = this.lifetimes.partners[vreg];
    if (partners === undefined) this.lifetimes.partners[vreg] = [partner];
    else partners.push(partner);
  }

  /** What the instruction itself needs registers for; `at` is its gap. */
  takeRegisters(inst: MachineInst, at: number): void {
    const { blocked, calls } = this.lifetimes;
    const { operands, clobbers, scratch } = inst;
    // Pushed backwards as owner, to, from: the whole list is reversed at the end.
    for (let k = 0; k < clobbers.length; k++) blocked[clobbers[k]!]!.push(-1, at + 3, at + 2);
    for (let k = 0; k < operands.length; k++) {
      const { vreg, role, where } = operands[k]!;
      if (where < 0) continue;
      const to = role === "use" ? at + 2 : at + 3;
      blocked[where]!.push(vreg, to, role === "def" ? at + 2 : at + 1);
    }
    for (let k = 0; k < scratch.length; k++) blocked[scratch[k]!]!.push(-1, at + 3, at + 1);
    if (clobbers.length >= 5) calls.push(at);
  }

  interval(vreg: VReg): Interval {
    const known = this.lifetimes.intervals[vreg];
    if (known !== undefined) return known;
    const ranges: number[] = [];
    const uses: number[] = [];
    const it: Interval = {
      vreg,
      cls: this.func.vregs[vreg]!,
      ranges,
      uses,
      reg: -1,
      home: -1,
      unit: -1,
      inMemory: false,
      next: undefined,
      cursor: 0,
    };
    this.lifetimes.intervals[vreg] = it;
    return it;
  }

  addUse(it: Interval, pos: number, kind: number, block: MachineBlock): void {
    if (block.loop !== undefined) this.markLoops(it, block.loop);
    insertDescending(it, pos, kind);
  }

  /**
   * A value from outside a loop that is used in it is needed again at the loop's end: without a mark
   * there, a value used only early in the loop would look idle for the rest of it.
   */
  markLoops(it: Interval, innermost: MachineLoop): void {
    if (this.marked[it.vreg] === innermost.first) return;
    this.marked[it.vreg] = innermost.first;
    const home = this.defBlock[it.vreg]!;
    for (let loop: MachineLoop | undefined = innermost; loop !== undefined; loop = loop.parent) {
      if (home >= loop.first && home <= loop.last) return;
      insertDescending(it, 4 * this.lifetimes.end[loop.last]! - 1, MARK);
    }
  }

  finish(): void {
    const { order, blocked, calls } = this.lifetimes;
    for (const it of order) {
      turn(it.ranges);
      turn(it.uses);
    }
    order.reverse();
    for (const list of blocked) if (list.length > 0) list.reverse();
    calls.reverse();
  }
}

/** Ranges are kept descending as to, from, to, from. */
function addRange({ ranges }: Interval, from: number, to: number): void {
  const last = ranges.length - 1;
  if (last > 0 && ranges[last]! <= to) {
    if (from < ranges[last]!) ranges[last] = from;
    if (to > ranges[last - 1]!) ranges[last - 1] = to;
  } else ranges.push(to, from);
}

/** Reverses; most lists have one item or two, for which the call would cost more than the work. */
function turn(list: number[]): void {
  const { length } = list;
  if (length > 2) list.reverse();
  else if (length === 2) {
    const first = list[0]!;
    list[0] = list[1]!;
    list[1] = first;
  }
}

/** Uses come in descending order but for a few of the same instruction and for marks. */
function insertDescending(it: Interval, pos: number, kind: number): void {
  const { uses } = it;
  const use = 4 * pos + kind;
  let i = uses.length;
  while (i > 0 && uses[i - 1]! < 4 * pos) i--;
  if (kind === MARK && i > 0 && posOf(uses[i - 1]!) === pos) return;
  if (i === uses.length) uses.push(use);
  else uses.splice(i, 0, use);
}

/** Whether the interval lives at `pos`; the walk's positions only grow. */
export function covers(it: Interval, pos: number): boolean {
  const { ranges } = it;
  while (it.cursor < ranges.length && ranges[it.cursor + 1]! <= pos) it.cursor += 2;
  return it.cursor < ranges.length && ranges[it.cursor]! <= pos;
}

/** The first position where both live, Infinity if there is none. */
export function intersection(a: Interval, b: Interval): number {
  let i = 0;
  let j = b.cursor;
  while (i < a.ranges.length && j < b.ranges.length) {
    if (a.ranges[i + 1]! <= b.ranges[j]!) i += 2;
    else if (b.ranges[j + 1]! <= a.ranges[i]!) j += 2;
    else return Math.max(a.ranges[i]!, b.ranges[j]!);
  }
  return NEVER;
}

/** The first use at or after `pos` that asks for at least `kind`: its index, or -1. */
export function useFrom(it: Interval, pos: number, kind: number): number {
  let low = 0;
  const { uses } = it;
  let high = uses.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (uses[middle]! < 4 * pos) low = middle + 1;
    else high = middle;
  }
  while (low < uses.length && kindOf(uses[low]!) < kind) low++;
  return low < uses.length ? low : -1;
}

/** Cuts the interval at `pos`, start < pos < end, and returns the second piece. In a hole, it starts after it. */
export function splitInterval(it: Interval, pos: number): Interval {
  const { ranges } = it;
  let r = 0;
  while (ranges[r + 1]! <= pos) r += 2;
  let rest: number[];
  if (ranges[r]! < pos) {
    rest = ranges.slice(r);
    rest[0] = pos;
    ranges.length = r + 2;
    ranges[r + 1] = pos;
  } else {
    rest = ranges.slice(r);
    ranges.length = r;
  }
  let u = 0;
  while (u < it.uses.length && posOf(it.uses[u]!) < pos) u++;
  const piece: Interval = {
    vreg: it.vreg,
    cls: it.cls,
    ranges: rest,
    uses: it.uses.slice(u),
    reg: -1,
    home: it.home,
    unit: it.unit,
    inMemory: false,
    next: it.next,
    cursor: 0,
  };
  it.uses.length = u;
  it.next = piece;
  if (it.cursor > it.ranges.length) it.cursor = it.ranges.length;
  return piece;
}

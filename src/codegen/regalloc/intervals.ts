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
  type MachineBlock,
  type MachineFunc,
  type MachineInst,
  type MachineLoop,
  REG,
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
  /** Where the first range begins and the last one ends. */
  from: number;
  to: number;
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
   * (`ownerOf`) or -1, an instruction. Ascending by `from`. What all calls take is not here, see `lostInCalls`.
   */
  blocked: number[][];
  /** By register: every call takes it, while its results are written. */
  lostInCalls: boolean[];
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

/** Of a register that is never blocked; many are not. */
export const NEVER_BLOCKED: number[] = [];
const NO_USES: number[] = [];

/** An instruction that clobbers so many registers is a call: who cannot do without a register cannot live through it. */
const MANY = 5;

/** A use is one number, 4 * position + kind. */
export const posOf = (use: number): number => use >> 2;
export const kindOf = (use: number): number => use & 3;

/** A unit as an owner in `blocked`. */
export const ownerOf = (unit: number): number => -2 - unit;

export const gapOf = (pos: number): number => pos - (pos % 4);

/** How far behind its gap a call takes its registers, for one position. */
export const LOST = 2;

/** The first position of the piece at which a call takes its registers; NEVER if there is none. Calls before `first` are over. */
export function lostFrom({ calls }: Lifetimes, first: number, { ranges, to }: Interval): number {
  let r = 0;
  for (let c = first; c < calls.length && calls[c]! + LOST < to; c++) {
    const pos = calls[c]! + LOST;
    while (ranges[r + 1]! <= pos) r += 2;
    if (ranges[r]! <= pos) return pos;
  }
  return NEVER;
}

export function buildLifetimes(func: MachineFunc, regs: RegisterFile): Lifetimes {
  const { blocks } = func;
  const count = func.vregs.length;
  const first: number[] = [];
  const end: number[] = [];
  const blockOf: MachineBlock[] = [];
  for (const block of blocks) {
    first.push(blockOf.length);
    for (let i = block.insts.length; i > 0; i--) blockOf.push(block);
    end.push(blockOf.length);
  }
  const defBlock: number[] = new Array(count).fill(0);
  const liveIn = blocks.length === 1 ? [[]] : liveAtStarts(func, defBlock);
  const lostInCalls: boolean[] = new Array(regs.count).fill(false);
  for (const reg of func.callClobbers) lostInCalls[reg] = true;

  const lifetimes: Lifetimes = {
    intervals: new Array(count).fill(undefined),
    order: [],
    blocked: new Array(regs.count).fill(NEVER_BLOCKED),
    lostInCalls,
    fixedHints: new Array(count).fill(undefined),
    partners: new Array(count).fill(undefined),
    definedIn: new Array(count).fill(-1),
    liveIn,
    blockOf,
    first,
    end,
    calls: [],
  };
  const builder = new Builder(func, lifetimes, defBlock);
  for (let i = blocks.length - 1; i >= 0; i--) builder.block(blocks[i]!);
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
    for (const args of block.args)
      for (const arg of args) if (defBlock[arg] !== index) noteUseBlock(arg, index, useBlocks);
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
  let k = 0;
  for (; k < operands.length; k++) {
    const { vreg, role } = operands[k]!;
    if (role !== "def" && role !== "early") break;
    defBlock[vreg] = block;
  }
  for (; k < operands.length; k++) {
    const { vreg } = operands[k]!;
    if (defBlock[vreg] !== block) noteUseBlock(vreg, block, useBlocks);
  }
}

/** Not asked of most values: they die in the block that defines them, and definitions come first but for phis. */
function noteUseBlock(vreg: VReg, block: number, useBlocks: (number[] | undefined)[]): void {
  const list = useBlocks[vreg];
  if (list === undefined) useBlocks[vreg] = [block];
  else if (list[list.length - 1] !== block) list.push(block);
}

/**
 * Walks the code backwards: ranges and uses are collected in descending order and turned at the end. Most values have
 * one range and two uses, so lists begin as long as they are: one that is pushed to at first has room for 17.
 */
class Builder {
  readonly func: MachineFunc;
  readonly lifetimes: Lifetimes;
  readonly defBlock: number[];
  /** By virtual register: first block of the innermost loop that its uses were last marked in. */
  readonly marked: number[];
  /** Registers that are blocked somewhere. */
  readonly touched: Reg[] = [];

  constructor(func: MachineFunc, lifetimes: Lifetimes, defBlock: number[]) {
    this.func = func;
    this.lifetimes = lifetimes;
    this.defBlock = defBlock;
    this.marked = new Array(func.vregs.length).fill(-1);
  }

  block(block: MachineBlock): void {
    const { first, end, liveIn, intervals, order } = this.lifetimes;
    const { insts, succs, params, index } = block;
    const start = first[index]!;
    const from = 4 * start;
    const to = 4 * end[index]!;
    for (let s = 0; s < succs.length; s++) {
      const succ = succs[s]!;
      const live = liveIn[succ.index]!;
      for (let i = 0; i < live.length; i++) this.live(live[i]!, from, to);
      const args = block.args[s]!;
      for (let k = 0; k < args.length; k++) {
        const arg = args[k]!;
        const param = succ.params[k]!;
        this.addUse(this.live(arg, from, to), 4 * (to - 1) + LIKES, block.loop);
        this.addPartner(arg, param);
        this.addPartner(param, arg);
        this.inherit(arg, param, block.freq);
      }
    }
    for (let i = insts.length - 1; i >= 0; i--) this.inst(insts[i]!, 4 * (start + i), from, block);
    for (let k = 0; k < params.length; k++) {
      const it = intervals[params[k]!] ?? this.newInterval(params[k]!, from, from + 1);
      it.ranges[it.ranges.length - 2] = from;
      order.push(it);
      noteUse(it, 4 * from + LIKES);
    }
  }

  /** Results come first among the operands. `at` is the gap of the instruction. */
  inst(inst: MachineInst, at: number, blockStart: number, block: MachineBlock): void {
    const { operands } = inst;
    const { intervals, order } = this.lifetimes;
    let hasFixed = inst.clobbers.length > 0 || inst.scratch.length > 0;
    let k = 0;
    for (; k < operands.length; k++) {
      const { vreg, role, where } = operands[k]!;
      if (role !== "def" && role !== "early") break;
      const from = where >= 0 ? at + 3 : role === "early" ? at + 1 : at + 2;
      let it = intervals[vreg];
      if (it === undefined) it = this.newInterval(vreg, from, where >= 0 ? at + 4 : at + 3);
      else it.ranges[it.ranges.length - 2] = from;
      // Starts come in descending order but for those of the same instruction.
      if (k === 0) order.push(it);
      else this.noteStart(it, from);
      noteUse(it, 4 * from + (where >= 0 ? LIKES : MUST));
      if (where < 0) continue;
      hasFixed = true;
      this.lifetimes.definedIn[vreg] = where;
      this.addHint(vreg, where, block.freq);
    }
    if (inst.tied) this.tie(inst, k, at, block);
    const { loop } = block;
    for (; k < operands.length; k++) {
      const { vreg, role, where } = operands[k]!;
      const read = where >= 0 ? at : role === "late" ? at + 2 : at + 1;
      const use = 4 * read + (where === REG ? MUST : LIKES);
      let it = intervals[vreg];
      if (it === undefined) {
        it = this.newInterval(vreg, blockStart, read + 1);
        if (loop !== undefined) this.markLoops(it, loop);
        noteUse(it, use);
      } else {
        // What lives in this block already has to be kept longer if it is read twice here, at most.
        const { ranges } = it;
        const { length } = ranges;
        if (ranges[length - 2] !== blockStart || ranges[length - 1]! <= read)
          addRange(ranges, blockStart, read + 1);
        this.addUse(it, use, loop);
      }
      if (where >= 0) {
        hasFixed = true;
        this.addHint(vreg, where, block.freq);
      }
    }
    if (hasFixed) this.takeRegisters(inst, at);
  }

  noteStart(it: Interval, from: number): void {
    const { order } = this.lifetimes;
    let i = order.length;
    for (; i > 0; i--) {
      const { ranges } = order[i - 1]!;
      if (ranges[ranges.length - 2]! >= from) break;
      order[i] = order[i - 1]!;
    }
    order[i] = it;
  }

  /**
   * The first operand after a single result, and the second where the instruction commutes, had best be where
   * the result goes; those after two results, where each of these goes.
   */
  tie({ operands }: MachineInst, results: number, at: number, block: MachineBlock): void {
    for (let k = 0; k < 2 && results + k < operands.length; k++) {
      const { vreg, role, where } = operands[results + k]!;
      if (role !== "use" || where >= 0) continue;
      const result = operands[results === 1 ? 0 : k]!.vreg;
      this.addPartner(result, vreg);
      // Only what ends here can hand its register on.
      const ranges = this.lifetimes.intervals[vreg]?.ranges;
      if (ranges === undefined || ranges[ranges.length - 2]! > at) this.inherit(vreg, result, block.freq);
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

  /** What the instruction itself needs registers for; `at` is its gap. What all calls take goes without saying. */
  takeRegisters({ operands, clobbers, scratch }: MachineInst, at: number): void {
    let known = 0;
    if (clobbers.length >= MANY) {
      this.lifetimes.calls.push(at);
      known = this.func.callClobbers.length;
    }
    for (let k = known; k < clobbers.length; k++) this.take(clobbers[k]!, at + LOST, at + LOST + 1, -1);
    for (let k = 0; k < operands.length; k++) {
      const { vreg, role, where } = operands[k]!;
      if (where < 0) continue;
      this.take(where, role === "def" ? at + 2 : at + 1, role === "use" ? at + 2 : at + 3, vreg);
    }
    for (let k = 0; k < scratch.length; k++) this.take(scratch[k]!, at + 1, at + 3, -1);
  }

  /** Backwards, as the whole list is reversed at the end. */
  take(reg: Reg, from: number, to: number, owner: number): void {
    const { blocked } = this.lifetimes;
    const list = blocked[reg]!;
    if (list === NEVER_BLOCKED) {
      blocked[reg] = [owner, to, from];
      this.touched.push(reg);
    } else list.push(owner, to, from);
  }

  /** The value lives from one position to another, at the least, before what is known of it so far. */
  live(vreg: VReg, from: number, to: number): Interval {
    const it = this.lifetimes.intervals[vreg];
    if (it === undefined) return this.newInterval(vreg, from, to);
    addRange(it.ranges, from, to);
    return it;
  }

  newInterval(vreg: VReg, from: number, to: number): Interval {
    const ranges = [from, to];
    const it: Interval = {
      vreg,
      cls: this.func.vregs[vreg]!,
      ranges,
      from: 0,
      to: 0,
      uses: NO_USES,
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

  addUse(it: Interval, use: number, loop: MachineLoop | undefined): void {
    if (loop !== undefined) this.markLoops(it, loop);
    const { uses } = it;
    // In descending order but for a few of the same instruction and for marks.
    if (uses.length === 0 || uses[uses.length - 1]! >= use - kindOf(use)) noteUse(it, use);
    else insertDescending(uses, use);
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
      const mark = 4 * (4 * this.lifetimes.end[loop.last]! - 1) + MARK;
      if (it.uses.length === 0) noteUse(it, mark);
      else insertDescending(it.uses, mark);
    }
  }

  finish(): void {
    const { order, blocked, calls } = this.lifetimes;
    for (let i = 0; i < order.length; i++) {
      const it = order[i]!;
      const { ranges, uses } = it;
      if (ranges.length > 2) turnRanges(ranges);
      it.from = ranges[0]!;
      it.to = ranges[ranges.length - 1]!;
      // For two, the call would cost more than the work.
      if (uses.length > 2) uses.reverse();
      else if (uses.length === 2) {
        const last = uses[0]!;
        uses[0] = uses[1]!;
        uses[1] = last;
      }
    }
    order.reverse();
    for (const reg of this.touched) blocked[reg]!.reverse();
    calls.reverse();
  }
}

/** Each range is from, to, but the ranges come in descending order. */
function addRange(ranges: number[], from: number, to: number): void {
  const last = ranges.length - 2;
  if (ranges[last]! <= to) {
    if (from < ranges[last]!) ranges[last] = from;
    if (to > ranges[last + 1]!) ranges[last + 1] = to;
  } else ranges.push(from, to);
}

function turnRanges(ranges: number[]): void {
  for (let i = 0, k = ranges.length - 2; i < k; i += 2, k -= 2) {
    const from = ranges[i]!;
    const to = ranges[i + 1]!;
    ranges[i] = ranges[k]!;
    ranges[i + 1] = ranges[k + 1]!;
    ranges[k] = from;
    ranges[k + 1] = to;
  }
}

/** Adds a use before all others. */
function noteUse(it: Interval, use: number): void {
  const { uses } = it;
  if (uses.length === 0) it.uses = [use];
  else if (uses.length === 1) it.uses = [uses[0]!, use];
  else uses.push(use);
}

function insertDescending(uses: number[], use: number): void {
  const kind = kindOf(use);
  let i = uses.length;
  while (i > 0 && uses[i - 1]! < use - kind) i--;
  if (kind === MARK && i > 0 && posOf(uses[i - 1]!) === posOf(use)) return;
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
  const { to } = it;
  it.to = ranges[ranges.length - 1]!;
  let u = 0;
  while (u < it.uses.length && posOf(it.uses[u]!) < pos) u++;
  const piece: Interval = {
    vreg: it.vreg,
    cls: it.cls,
    ranges: rest,
    from: rest[0]!,
    to,
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

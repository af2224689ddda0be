/**
 * Registers for the values of loops, chosen before the walk of linear scan and by what they are worth, not by
 * where they begin: hot loops first, and in a loop what it uses most. The idea is that of priority-based
 * colouring (Chow and Hennessy, "The Priority-Based Coloring Approach to Register Allocation", 1990) with the
 * bundles of Ion (values that should share a register are placed as one); linear scan does the rest.
 *
 * - A phi of a loop and what flows into it are one _unit_ if they never live at once: nothing is moved where
 *   the loop closes.
 * - A unit gets a register that is free for all of its life, else one for its life in the loop: it is cut at
 *   the loop's ends, and the moves are outside.
 * - What a call in the loop would drive from its register, and what the loop does not use, is in memory there.
 *
 * Exit: pieces have a `home`, which is reserved for their `unit` in `blocked` (the owner is `ownerOf(unit)`), or are
 * `inMemory` from their start. The walk keeps to that but where an instruction could not have its operands
 * otherwise: then it gives a reservation up.
 */
import type {
  MachineBlock,
  MachineFunc,
  MachineLoop,
  Reg,
  RegClass,
  RegisterFile,
} from "../target/machine.ts";
import {
  type Interval,
  kindOf,
  LIKES,
  type Lifetimes,
  LOST,
  NEVER,
  NEVER_BLOCKED,
  ownerOf,
  posOf,
  splitInterval,
  useFrom,
} from "./intervals.ts";
import { callFrom, freqAt, memoryCost, SAVE_COST } from "./spill.ts";

/** Start-up code of a large program can be one function of any length; it runs once. */
const MOST_INSTRUCTIONS = 50_000;
/** Longer lists of ranges are not put together: it would take the square. */
const MOST_RANGES = 1000;

/** Pieces that are to be in one register. */
interface Unit {
  number: number;
  pieces: Interval[];
  /** Of all pieces: from, to, ...; ascending. */
  ranges: number[];
  /** Where the loop begins that last asked for it. */
  asked: number;
}

export function findHomes(func: MachineFunc, lifetimes: Lifetimes, regs: RegisterFile): void {
  const loops = loopsOf(func);
  if (loops.length === 0 || lifetimes.blockOf.length > MOST_INSTRUCTIONS) return;
  loops.sort((a, b) => b.depth - a.depth || a.first - b.first);
  const homes = new Homes(func, lifetimes, regs);
  homes.join();
  for (const loop of loops) homes.loop(loop);
  homes.reserve();
}

function loopsOf(func: MachineFunc): MachineLoop[] {
  const loops: MachineLoop[] = [];
  for (const block of func.blocks) {
    for (let loop = block.loop; loop !== undefined && loop.first === block.index; loop = loop.parent)
      loops.push(loop);
  }
  return loops;
}

class Homes {
  readonly func: MachineFunc;
  readonly lifetimes: Lifetimes;
  readonly regs: RegisterFile;
  /** By virtual register. */
  readonly unitOf: (Unit | undefined)[];
  units = 0;
  /** What the loop at hand uses, and how often. */
  wanted: Unit[] = [];
  weights: number[] = [];
  /** By register: from, to, unit, ...; ascending and disjoint. And the registers of which there is something. */
  readonly reserved: number[][];
  readonly given: Reg[] = [];
  /** By register: a unit has it. */
  readonly used: boolean[];
  /** By virtual register: the home of a piece of it, -1 if none has one. */
  readonly homeOf: number[];
  /** By register: how much the pieces at hand would like it; and those that they would like at all. */
  readonly want: number[];
  readonly liked: Reg[] = [];

  constructor(func: MachineFunc, lifetimes: Lifetimes, regs: RegisterFile) {
    this.func = func;
    this.lifetimes = lifetimes;
    this.regs = regs;
    this.unitOf = new Array(func.vregs.length).fill(undefined);
    this.reserved = new Array(regs.count).fill(NEVER_BLOCKED);
    this.used = new Array(regs.count).fill(false);
    this.homeOf = new Array(func.vregs.length).fill(-1);
    this.want = new Array(regs.count).fill(0);
  }

  unit(vreg: number): Unit {
    let unit = this.unitOf[vreg];
    if (unit === undefined) {
      const it = this.lifetimes.intervals[vreg]!;
      unit = { number: this.units++, pieces: [it], ranges: it.ranges, asked: -1 };
      it.unit = unit.number;
      this.unitOf[vreg] = unit;
    }
    return unit;
  }

  /** Puts phis in loops together with what flows into them: round the loop first, then from elsewhere. */
  join(): void {
    const { blocks } = this.func;
    for (let b = blocks.length - 1; b >= 0; b--) this.joinEdges(blocks[b]!, true);
    for (let b = blocks.length - 1; b >= 0; b--) this.joinEdges(blocks[b]!, false);
  }

  joinEdges(block: MachineBlock, isHot: boolean): void {
    const { params, preds, loop, freq } = block;
    if (params.length === 0 || loop === undefined) return;
    for (const pred of preds) {
      if (pred.freq >= freq !== isHot) continue;
      const args = pred.succs[0] === block ? pred.args[0]! : pred.args[1]!;
      for (let k = 0; k < args.length; k++) this.unite(params[k]!, args[k]!);
    }
  }

  unite(a: number, b: number): void {
    const [one, other] = [this.unit(a), this.unit(b)];
    if (one === other || one.ranges.length + other.ranges.length > MOST_RANGES) return;
    const ranges = disjointUnion(one.ranges, other.ranges);
    if (ranges === undefined) return;
    const [into, from] = one.pieces.length >= other.pieces.length ? [one, other] : [other, one];
    for (const piece of from.pieces) {
      into.pieces.push(piece);
      piece.unit = into.number;
      this.unitOf[piece.vreg] = into;
    }
    into.ranges = ranges;
  }

  /** Places the units that live through blocks of the loop and are used in it, most used ones first. */
  loop(loop: MachineLoop): void {
    const { blocks } = this.func;
    const { liveIn, first, end } = this.lifetimes;
    const from = 4 * first[loop.first]!;
    const to = 4 * end[loop.last]!;
    this.wanted = [];
    this.weights = [];
    for (let b = loop.first; b <= loop.last; b++) {
      const live = liveIn[b]!;
      for (let i = 0; i < live.length; i++) this.ask(live[i]!, from, to);
      const { params } = blocks[b]!;
      for (let i = 0; i < params.length; i++) this.ask(params[i]!, from, to);
    }
    const hasCalls = callFrom(this.lifetimes, from) < to;
    for (const unit of byWeight(this.wanted, this.weights)) this.place(unit, from, to, hasCalls);
  }

  ask(vreg: number, from: number, to: number): void {
    const unit = this.unit(vreg);
    if (unit.asked === from) return;
    unit.asked = from;
    let weight = 0;
    const { pieces } = unit;
    for (let i = 0; i < pieces.length; i++) weight += this.useWeight(pieces[i]!, from, to);
    if (weight === 0) return;
    this.wanted.push(unit);
    this.weights.push(weight);
  }

  /** How often the piece is used between two positions. */
  useWeight(it: Interval, from: number, to: number): number {
    if (it.from >= to || it.to <= from) return 0;
    let weight = 0;
    let u = useFrom(it, from, LIKES);
    if (u < 0) return 0;
    for (; u < it.uses.length && posOf(it.uses[u]!) < to; u++)
      if (kindOf(it.uses[u]!) >= LIKES && posOf(it.uses[u]!) % 4 !== 3)
        weight += freqAt(this.lifetimes, posOf(it.uses[u]!));
    return weight;
  }

  place(unit: Unit, from: number, to: number, hasCalls: boolean): void {
    let uses = 0;
    let calls = 0;
    if (hasCalls) {
      for (const piece of unit.pieces) {
        uses += this.useWeight(piece, from, to);
        calls += this.callWeight(piece, from, to);
      }
    }
    const isSaved = Math.min(uses, calls) >= 8 * SAVE_COST;
    const whole = this.best(unit.pieces, 0, NEVER, isSaved);
    if (whole >= 0) {
      this.give(unit, unit.pieces, whole);
      unit.pieces = [];
      return;
    }
    const inside: Interval[] = [];
    const outside: Interval[] = [];
    for (const piece of unit.pieces) {
      if (piece.to <= from || piece.from >= to) outside.push(piece);
      else inside.push(piece);
    }
    const reg = this.best(inside, from, to, isSaved);
    const toMemory = reg < 0 && calls > 0 && uses <= calls;
    if (reg < 0 && !toMemory) return;
    const cut: Interval[] = [];
    for (const piece of inside) {
      let here = piece;
      if (piece.from < from) {
        outside.push(piece);
        here = splitInterval(piece, from);
      }
      if (here.from >= to) outside.push(here);
      else {
        if (here.to > to) outside.push(splitInterval(here, to));
        cut.push(here);
      }
    }
    if (toMemory) for (const piece of cut) piece.inMemory = true;
    else this.give(unit, cut, reg);
    unit.pieces = outside;
  }

  /**
   * The register that suits the pieces best from `from` to `to`, -1 if none is free for them. `isSaved`: it would pay
   * to save one for what happens in the loop alone.
   */
  best(pieces: readonly Interval[], from: number, to: number, isSaved: boolean): Reg {
    const { want, liked } = this;
    this.askWishes(pieces);
    const candidates = this.candidates(pieces[0]!.cls);
    const meetsCall = this.meetsCall(pieces, from, to);
    let best = -1;
    for (let c = 0; c < candidates.length; c++) {
      const reg = candidates[c]!;
      if (best >= 0 && want[reg]! <= want[best]!) continue;
      if (meetsCall && this.lifetimes.lostInCalls[reg]!) continue;
      if (this.isUntouched(reg) && (best >= 0 || !(isSaved || this.isWorthSaving(pieces)))) continue;
      if (!this.isFree(reg, pieces, from, to)) continue;
      best = reg;
      if (liked.length === 0) break;
    }
    for (let reg = liked.pop(); reg !== undefined; reg = liked.pop()) want[reg] = 0;
    return best;
  }

  /** Whether a call takes its registers while one of the pieces lives. */
  meetsCall(pieces: readonly Interval[], from: number, to: number): boolean {
    const { lifetimes } = this;
    if (lifetimes.calls.length === 0) return false;
    for (let p = 0; p < pieces.length; p++) {
      const { ranges } = pieces[p]!;
      for (let r = 0; r < ranges.length && ranges[r]! < to; r += 2) {
        const end = Math.min(to, ranges[r + 1]!);
        if (callFrom(lifetimes, Math.max(from, ranges[r]!) - LOST) + LOST < end) return true;
      }
    }
    return false;
  }

  isFree(reg: Reg, pieces: readonly Interval[], from: number, to: number): boolean {
    const blocked = this.lifetimes.blocked[reg]!;
    const reserved = this.reserved[reg]!;
    if (blocked.length === 0 && reserved.length === 0) return true;
    for (let i = 0; i < pieces.length; i++)
      if (clashes(blocked, reserved, pieces[i]!, from, to)) return false;
    return true;
  }

  /** The data-stack pointer's register is for the values that are, or turn into, that pointer: `askWishes` knows. */
  candidates(cls: RegClass): readonly Reg[] {
    const { dataStackPointer, withStackPointer, allocatable } = this.regs;
    return cls === "int" && this.want[dataStackPointer]! > 0 ? withStackPointer : allocatable[cls];
  }

  askWishes(pieces: readonly Interval[]): void {
    const { homeOf, lifetimes } = this;
    for (let p = 0; p < pieces.length; p++) {
      const { vreg } = pieces[p]!;
      const hints = lifetimes.fixedHints[vreg];
      if (hints !== undefined) for (let i = 0; i < hints.length; i += 2) this.like(hints[i]!, hints[i + 1]!);
      const partners = lifetimes.partners[vreg];
      if (partners === undefined) continue;
      for (let i = 0; i < partners.length; i++) {
        const reg = homeOf[partners[i]!]!;
        if (reg >= 0) this.like(reg, freqAt(lifetimes, pieces[p]!.from) >> 1);
      }
    }
  }

  like(reg: Reg, weight: number): void {
    if (this.want[reg] === 0) this.liked.push(reg);
    this.want[reg]! += weight;
  }

  /** A register that the function would first have to save. */
  isUntouched(reg: Reg): boolean {
    return this.regs.calleeSaved[reg]! && !this.used[reg] && reg !== this.regs.dataStackPointer;
  }

  isWorthSaving(pieces: readonly Interval[]): boolean {
    let cost = 0;
    for (const piece of pieces) cost += memoryCost(this.lifetimes, piece);
    return cost >= SAVE_COST;
  }

  /** How often calls would drive the piece from its register. */
  callWeight(it: Interval, from: number, to: number): number {
    const { lifetimes } = this;
    const { ranges } = it;
    let weight = 0;
    for (let r = 0; r < ranges.length && ranges[r]! < to; r += 2) {
      const end = Math.min(to, ranges[r + 1]!);
      let at = callFrom(lifetimes, Math.max(from, ranges[r]!));
      for (; at + 2 < end; at = callFrom(lifetimes, at + 1)) weight += freqAt(lifetimes, at);
    }
    return weight;
  }

  give(unit: Unit, pieces: readonly Interval[], reg: Reg): void {
    let list = this.reserved[reg]!;
    if (list === NEVER_BLOCKED) {
      list = [];
      this.reserved[reg] = list;
      this.given.push(reg);
    }
    this.used[reg] = true;
    for (const piece of pieces) {
      piece.home = reg;
      this.homeOf[piece.vreg] = reg;
      const { ranges } = piece;
      for (let r = 0; r < ranges.length; r += 2)
        list.splice(firstFrom(list, ranges[r]!), 0, ranges[r]!, ranges[r + 1]!, ownerOf(unit.number));
    }
  }

  /** What is reserved goes where the walk sees it. */
  reserve(): void {
    const { blocked } = this.lifetimes;
    for (const reg of this.given) {
      const reserved = this.reserved[reg]!;
      blocked[reg] = blocked[reg]!.length === 0 ? reserved : merged(blocked[reg]!, reserved);
    }
  }
}

/** Most used ones first. */
function byWeight(units: readonly Unit[], weights: readonly number[]): Unit[] {
  const sorted: Unit[] = [];
  if (units.length > 16) {
    const order = units.map((_, i) => i).sort((a, b) => weights[b]! - weights[a]! || a - b);
    for (let i = 0; i < order.length; i++) sorted.push(units[order[i]!]!);
    return sorted;
  }
  const keys: number[] = [];
  for (let i = 0; i < units.length; i++) {
    let at = i;
    for (; at > 0 && keys[at - 1]! < weights[i]!; at--) {
      keys[at] = keys[at - 1]!;
      sorted[at] = sorted[at - 1]!;
    }
    keys[at] = weights[i]!;
    sorted[at] = units[i]!;
  }
  return sorted;
}

/** Whether an instruction or a unit has the register while the piece lives, between `from` and `to`. */
function clashes(
  blocked: readonly number[],
  reserved: readonly number[],
  it: Interval,
  from: number,
  to: number,
): boolean {
  const { ranges, vreg } = it;
  let r = 0;
  while (r < ranges.length && ranges[r + 1]! <= from) r += 2;
  if (r === ranges.length) return false;
  const begin = Math.max(from, ranges[r]!);
  // Ranges of one instruction may overlap, those of units do not.
  let b = firstFrom(blocked, begin - 4);
  let o = firstFrom(reserved, begin);
  if (o > 0) o -= 3;
  for (; r < ranges.length && ranges[r]! < to; r += 2) {
    const start = Math.max(from, ranges[r]!);
    const end = Math.min(to, ranges[r + 1]!);
    for (; b < blocked.length && blocked[b]! < end; b += 3)
      if (blocked[b + 1]! > start && blocked[b + 2] !== vreg) return true;
    // The last of them may reach into the next range.
    if (b > 0) b -= 3;
    for (; o < reserved.length && reserved[o]! < end; o += 3) if (reserved[o + 1]! > start) return true;
    if (o > 0) o -= 3;
  }
  return false;
}

/** In a list of triples that ascends by the first: index of the first triple not before `pos`. */
function firstFrom(list: readonly number[], pos: number): number {
  let low = 0;
  let high = list.length / 3;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[3 * middle]! < pos) low = middle + 1;
    else high = middle;
  }
  return 3 * low;
}

/** Both lists of triples, ascending by the first. */
function merged(a: readonly number[], b: readonly number[]): number[] {
  const result: number[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (j === b.length || (i < a.length && a[i]! <= b[j]!)) {
      result.push(a[i]!, a[i + 1]!, a[i + 2]!);
      i += 3;
    } else {
      result.push(b[j]!, b[j + 1]!, b[j + 2]!);
      j += 3;
    }
  }
  return result;
}

/** The ranges of both, ascending; undefined if they meet. */
function disjointUnion(a: readonly number[], b: readonly number[]): number[] | undefined {
  const result: number[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    if (a[i + 1]! <= b[j]!) {
      result.push(a[i]!, a[i + 1]!);
      i += 2;
    } else if (b[j + 1]! <= a[i]!) {
      result.push(b[j]!, b[j + 1]!);
      j += 2;
    } else return undefined;
  }
  for (; i < a.length; i++) result.push(a[i]!);
  for (; j < b.length; j++) result.push(b[j]!);
  return result;
}

/**
 * The walk of linear scan: Wimmer and Mössenböck, "Optimized Interval Splitting in a Linear Scan Register
 * Allocator" (2005), on SSA lifetimes (Wimmer and Franz, 2010). Pieces of lifetimes are taken in order
 * of their start; each gets a register that is free throughout, or one that is free for a while (the
 * rest becomes a piece of its own), or takes one from the piece whose next use is farthest away.
 *
 * On exit each value's chain of pieces says where it is at each position: `reg`, or its spill slot.
 *
 * Policy beyond the papers
 * - A value born in a fixed register (a parameter, a result of a call) that must leave it for a call stays
 *   until just before the call: paths without the call then need no callee-saved register.
 * - A callee-saved register that the function does not use yet has to be worth its save and restore.
 */
import type { Reg, RegClass, RegisterFile, VReg } from "../target/machine.ts";
import {
  covers,
  gapOf,
  type Interval,
  intersection,
  kindOf,
  LIKES,
  type Lifetimes,
  LOST,
  lostFrom,
  MUST,
  NEVER,
  ownerOf,
  posOf,
  splitInterval,
  useFrom,
} from "./intervals.ts";
import { bestGap, blockStart, freqAt, memoryCost, reloadGap, SAVE_COST } from "./spill.ts";

/** By register: whether it was given to anything. */
export function linearScan(lifetimes: Lifetimes, regs: RegisterFile): boolean[] {
  const scan = new Scan(lifetimes, regs);
  for (let it = scan.queue.pop(); it !== undefined; it = scan.queue.pop()) scan.place(it);
  return scan.used;
}

class Scan {
  readonly lifetimes: Lifetimes;
  readonly regs: RegisterFile;
  readonly queue: Queue;
  /** Pieces in registers that live at the current position, and those that are in a hole there. */
  active: Interval[] = [];
  inactive: Interval[] = [];
  /** By register: index into `blocked` that the walk has reached. */
  readonly blockedAt: number[];
  /** By register: some piece is or was in it; and: none was, and the function would first have to save it. */
  readonly used: boolean[];
  readonly untouched: boolean[];
  /** By unit: its reservation was given up. */
  readonly given: boolean[] = [];
  /** By value: register of its first piece and of its latest one. */
  readonly firstReg: number[];
  readonly lastReg: number[];
  /** The first call that is not over. */
  callAt = 0;
  /** For the piece at hand: registers of active pieces of its class, as bits; and where a call first takes its own. */
  taken = 0;
  lost = NEVER;
  /** By register: when whoever has it needs it again. Of its own, as there are halves among these positions. */
  readonly farthest: number[];
  /** By register: where a piece in a hole wakes up; and the registers of which there are such. */
  readonly wakes: number[];
  readonly sleepers: Reg[] = [];
  /** By register: how much the piece would like it; and the registers that it would like at all. */
  readonly want: number[];
  readonly wanted: Reg[] = [];

  constructor(lifetimes: Lifetimes, regs: RegisterFile) {
    this.lifetimes = lifetimes;
    this.regs = regs;
    this.queue = new Queue(lifetimes.order);
    this.blockedAt = new Array(regs.count).fill(0);
    this.used = new Array(regs.count).fill(false);
    this.untouched = regs.calleeSaved.slice();
    this.untouched[regs.dataStackPointer] = false;
    this.firstReg = new Array(lifetimes.intervals.length).fill(-1);
    this.lastReg = new Array(lifetimes.intervals.length).fill(-1);
    this.farthest = new Array(regs.count).fill(0);
    this.wakes = new Array(regs.count).fill(NEVER);
    this.want = new Array(regs.count).fill(0);
  }

  place(it: Interval): void {
    this.advance(it);
    if (it.inMemory && !this.needsNow(it)) {
      this.toMemory(it, it.from);
      return;
    }
    this.lookAround(it);
    const candidates = this.wish(it);
    if (this.takeFree(it, candidates)) return;
    this.takeFromOthers(it, candidates);
  }

  /**
   * Moves pieces between the sets as of the start of the piece at hand, and notes what those of its class take. To
   * assign `length` would take V8 longer than a few `pop`s.
   */
  advance({ from, cls }: Interval): void {
    const { active, inactive } = this;
    // Bits of one class: with 32 registers of each, numbers of the other class mean the same bits.
    let taken = 0;
    let kept = 0;
    const sleeping = inactive.length;
    for (let i = 0; i < active.length; i++) {
      const it = active[i]!;
      if (it.to <= from) continue;
      // What has one range has no holes.
      if (it.ranges.length === 2 || covers(it, from)) {
        active[kept++] = it;
        if (it.cls === cls) taken |= 1 << it.reg;
      } else inactive.push(it);
    }
    while (active.length > kept) active.pop();
    if (inactive.length > 0) {
      kept = 0;
      for (let i = 0; i < inactive.length; i++) {
        const it = inactive[i]!;
        if (it.to <= from) continue;
        if (i < sleeping && covers(it, from)) {
          active.push(it);
          if (it.cls === cls) taken |= 1 << it.reg;
        } else inactive[kept++] = it;
      }
      while (inactive.length > kept) inactive.pop();
    }
    this.taken = taken;
  }

  /** What pieces in a hole, and calls, leave free. */
  lookAround(it: Interval): void {
    const { inactive, wakes, sleepers, taken, lifetimes } = this;
    for (let reg = sleepers.pop(); reg !== undefined; reg = sleepers.pop()) wakes[reg] = NEVER;
    for (let i = 0; i < inactive.length; i++) {
      const other = inactive[i]!;
      if (other.cls !== it.cls || (taken & (1 << other.reg)) !== 0) continue;
      sleepers.push(other.reg);
      wakes[other.reg] = Math.min(wakes[other.reg]!, intersection(it, other));
    }
    const { calls } = lifetimes;
    while (this.callAt < calls.length && calls[this.callAt]! + LOST < it.from) this.callAt++;
    const next = this.callAt < calls.length ? calls[this.callAt]! + LOST : NEVER;
    this.lost = next < it.to ? lostFrom(lifetimes, this.callAt, it) : NEVER;
  }

  /**
   * What the piece would like, and what it may have: the data-stack pointer's register is for the values that are, or
   * turn into, that pointer.
   */
  wish(it: Interval): readonly Reg[] {
    const { want, wanted, lifetimes, regs } = this;
    const { vreg } = it;
    for (let reg = wanted.pop(); reg !== undefined; reg = wanted.pop()) want[reg] = 0;
    const hints = lifetimes.fixedHints[vreg];
    if (hints !== undefined) for (let i = 0; i < hints.length; i += 2) this.like(hints[i]!, hints[i + 1]!);
    const partners = lifetimes.partners[vreg];
    if (partners !== undefined) {
      const weight = freqAt(lifetimes, it.from) >> 1;
      for (let i = 0; i < partners.length; i++) {
        const first = this.firstReg[partners[i]!]!;
        if (first < 0) continue;
        this.like(first, weight);
        this.like(this.lastReg[partners[i]!]!, weight);
      }
    }
    const isStackPointer = it.cls === "int" && want[regs.dataStackPointer]! > 0;
    const before = this.firstReg[vreg]!;
    if (before >= 0) this.like(before, freqAt(lifetimes, it.from) >> 2);
    return isStackPointer ? regs.withStackPointer : regs.allocatable[it.cls];
  }

  like(reg: Reg, weight: number): void {
    if (this.want[reg] === 0) this.wanted.push(reg);
    this.want[reg]! += weight;
  }

  /** Until when the register is free for the piece at hand. */
  freeUntil(reg: Reg, it: Interval): number {
    return (this.taken & (1 << reg)) !== 0 ? 0 : Math.min(this.wakes[reg]!, this.blockedFrom(reg, it));
  }

  /** The first position of the piece at hand where the register is taken by an instruction itself, or by a unit. */
  blockedFrom(reg: Reg, it: Interval): number {
    const list = this.lifetimes.blocked[reg]!;
    const lost = this.lifetimes.lostInCalls[reg]! ? this.lost : NEVER;
    let b = this.blockedAt[reg]!;
    if (b >= list.length) return lost;
    while (b < list.length && list[b + 1]! <= it.from) b += 3;
    this.blockedAt[reg] = b;
    // Most pieces are over before.
    return b >= list.length || list[b]! >= it.to ? lost : Math.min(lost, this.blockedIn(reg, it, false));
  }

  /**
   * The same for a piece that may begin later, and without what all calls take; `past`: but for units that have the
   * register as it begins.
   */
  blockedIn(reg: Reg, it: Interval, past: boolean): number {
    const list = this.lifetimes.blocked[reg]!;
    let b = this.blockedAt[reg]!;
    if (b >= list.length || list[b]! >= it.to) return NEVER;
    const { ranges } = it;
    let r = 0;
    for (; b < list.length; b += 3) {
      while (r < ranges.length && ranges[r + 1]! <= list[b]!) r += 2;
      if (r >= ranges.length) return NEVER;
      const owner = list[b + 2]!;
      if (list[b + 1]! <= ranges[r]! || owner === it.vreg) continue;
      if (
        owner <= -2 &&
        (this.given[-2 - owner] || owner === ownerOf(it.unit) || (past && list[b]! < ranges[0]!))
      )
        continue;
      return Math.max(list[b]!, ranges[r]!);
    }
    return NEVER;
  }

  takeFree(it: Interval, candidates: readonly Reg[]): boolean {
    const { want } = this;
    if (it.home >= 0 && !this.given[it.unit]) {
      if (this.freeUntil(it.home, it) >= it.to) return this.takeWhole(it, candidates, it.home);
      this.given[it.unit] = true;
    }
    const partners = this.lifetimes.partners[it.vreg];
    const heir = partners === undefined ? undefined : this.preferForHeir(it, partners, candidates);
    // Where nothing else weighs in, most pieces get what they want most, or the first that is free.
    const favourite = this.wanted.length === 0 ? -1 : this.favourite(it.cls, candidates);
    if (favourite >= 0 && !this.untouched[favourite]! && this.freeUntil(favourite, it) >= it.to) {
      return this.takeWhole(it, candidates, favourite);
    }
    if (this.takeWhole(it, candidates, this.wholeRegister(it, candidates, heir, favourite < 0))) return true;
    let longest = -1;
    let free = 0;
    for (let i = 0; i < candidates.length; i++) {
      const reg = candidates[i]!;
      const until = this.freeUntil(reg, it);
      // Free for good, but not worth saving.
      if (until >= it.to) continue;
      if (longest < 0 || until > free || (until === free && want[reg]! > want[longest]!)) {
        longest = reg;
        free = until;
      }
    }
    if (longest < 0 || gapOf(free) <= it.from) return false;
    const use = useFrom(it, it.from, LIKES);
    if (use < 0 || posOf(it.uses[use]!) >= free) return false;
    return this.takeUntil(it, longest, gapOf(free));
  }

  /**
   * The register that the piece wants most of those that are free for all of it and worth it; the first one
   * if `any` will do; -1 if there is none.
   */
  wholeRegister(it: Interval, candidates: readonly Reg[], heir: Interval | undefined, any: boolean): Reg {
    const { want, taken, lifetimes } = this;
    const { to } = it;
    const meetsCall = this.lost < to;
    // Asked of few pieces, and dear to know.
    let heirSaves: boolean | undefined;
    let worthSaving: boolean | undefined;
    let whole = -1;
    for (let i = 0; i < candidates.length; i++) {
      const reg = candidates[i]!;
      if ((taken & (1 << reg)) !== 0 || (meetsCall && lifetimes.lostInCalls[reg]!)) continue;
      if (this.freeUntil(reg, it) < to) continue;
      if (this.untouched[reg]!) {
        heirSaves ??= heir !== undefined && memoryCost(lifetimes, heir) >= SAVE_COST;
        if (whole >= 0 && !heirSaves) continue;
        worthSaving ??= heirSaves || memoryCost(lifetimes, it) >= SAVE_COST;
        if (!worthSaving) continue;
      }
      if (whole < 0 || want[reg]! > want[whole]!) whole = reg;
      if (any) break;
    }
    return whole;
  }

  /** The candidate that is wanted most, the first of several; -1 if none is. */
  favourite(cls: RegClass, candidates: readonly Reg[]): Reg {
    const { want, wanted } = this;
    const { rank, classOf, dataStackPointer, withStackPointer } = this.regs;
    let best = -1;
    for (let i = 0; i < wanted.length; i++) {
      const reg = wanted[i]!;
      if (classOf[reg] !== cls || rank[reg]! < 0) continue;
      if (reg === dataStackPointer && candidates !== withStackPointer) continue;
      const more = best < 0 ? want[reg]! : want[reg]! - want[best]!;
      if (more > 0 || (more === 0 && rank[reg]! < rank[best]!)) best = reg;
    }
    return best;
  }

  /** Gives the piece `whole`, if that is a register, unless it is better off where it is born for a while. */
  takeWhole(it: Interval, candidates: readonly Reg[], whole: Reg): boolean {
    const born = this.lifetimes.definedIn[it.vreg]!;
    const leave = born < 0 ? -1 : this.leaveBirthplace(it, born, candidates, whole);
    if (leave >= 0) {
      this.takeUntil(it, born, leave);
      this.cutOtherWays(it.next!);
      return true;
    }
    if (whole < 0) return false;
    this.assign(it, whole);
    return true;
  }

  /**
   * What has left its birthplace for a call goes on in blocks that are later in order, though no way leads to them
   * from there: for these it can still be where it was.
   */
  cutOtherWays(rest: Interval): void {
    const { blockOf, first, end } = this.lifetimes;
    for (let r = 2; r < rest.ranges.length; r += 2) {
      const pos = rest.ranges[r]!;
      const block = blockOf[pos >> 2]!;
      if (pos !== 4 * first[block.index]!) continue;
      if (block.preds.some((pred) => 4 * end[pred.index]! > rest.from)) continue;
      const other = splitInterval(rest, pos);
      other.home = -1;
      this.queue.push(other);
      return;
    }
  }

  /**
   * A value that turns into a phi further on had best be where the phi can stay: registers that no
   * instruction takes from the phi are wanted. Returns the phi's lifetime, if there is such a phi.
   */
  preferForHeir(it: Interval, partners: readonly VReg[], candidates: readonly Reg[]): Interval | undefined {
    const { lifetimes } = this;
    for (let i = 0; i < partners.length; i++) {
      const heir = lifetimes.intervals[partners[i]!];
      if (heir === undefined || heir.from < it.to || this.firstReg[heir.vreg]! >= 0) continue;
      const weight = freqAt(lifetimes, it.to - 1) >> 1;
      const meetsCall = lostFrom(lifetimes, this.callAt, heir) !== NEVER;
      for (let c = 0; c < candidates.length; c++) {
        const reg = candidates[c]!;
        if (meetsCall && lifetimes.lostInCalls[reg]!) continue;
        if (this.blockedIn(reg, heir, false) === NEVER) this.like(reg, weight);
      }
      return heir;
    }
    return undefined;
  }

  /**
   * For a value born in a fixed register that cannot keep it: the gap until which it should stay there,
   * -1 if it should go at once. `whole` is a register for all of its life, or -1.
   */
  leaveBirthplace(it: Interval, born: Reg, candidates: readonly Reg[], whole: Reg): number {
    const { lifetimes, regs } = this;
    if (this.firstReg[it.vreg]! >= 0 || whole === born || !candidates.includes(born)) return -1;
    const start = it.from;
    // It could stay for good, but something else is wanted more.
    const free = this.freeUntil(born, it);
    if (free >= it.to) return -1;
    const last = gapOf(free);
    if (last <= start) return -1;
    if (whole < 0) return last;
    if (!regs.calleeSaved[whole]) return -1;
    const best = bestGap(lifetimes, gapOf(start) + 4, last);
    // A saved register that is free by then spares another one.
    if (!this.used[whole]) {
      for (const other of this.active) {
        if (regs.calleeSaved[other.reg] && other.reg !== regs.dataStackPointer && other.to <= best)
          return last;
      }
    }
    // Otherwise at the start of the block: what is computed there for the call may want this register.
    const early = blockStart(lifetimes, best);
    return early > start ? early : -1;
  }

  /** Gives the piece a register up to a gap not after `last`; the rest is queued. */
  takeUntil(it: Interval, reg: Reg, last: number): boolean {
    const at = bestGap(this.lifetimes, gapOf(it.from) + 4, last);
    this.queue.push(splitInterval(it, at));
    this.assign(it, reg);
    return true;
  }

  assign(it: Interval, reg: Reg): void {
    it.reg = reg;
    this.used[reg] = true;
    this.untouched[reg] = false;
    if (this.firstReg[it.vreg]! < 0) this.firstReg[it.vreg] = reg;
    this.lastReg[it.vreg] = reg;
    this.active.push(it);
  }

  /** Whether the instruction where the piece begins must have it in a register. */
  needsNow(it: Interval): boolean {
    const start = it.from;
    const must = useFrom(it, start, MUST);
    return must >= 0 && gapOf(posOf(it.uses[must]!)) <= start;
  }

  /** All registers are taken: whoever is needed last goes to memory, the piece at hand included. */
  takeFromOthers(it: Interval, candidates: readonly Reg[]): void {
    const start = it.from;
    const own = useFrom(it, start, LIKES);
    const ownUse = own < 0 ? NEVER : posOf(it.uses[own]!);
    const needsNow = this.needsNow(it);

    const { farthest } = this;
    for (const reg of candidates) {
      // A saved register that was not worth saving is not taken now either, but in need.
      const untouched = this.regs.calleeSaved[reg] && !this.used[reg];
      const lost = this.lifetimes.lostInCalls[reg]! ? this.lost : NEVER;
      const blocked = Math.min(lost, this.blockedIn(reg, it, true));
      // What the instruction at hand takes itself is of no use to it.
      farthest[reg] = (untouched && !needsNow) || (needsNow && gapOf(blocked) <= start) ? -1 : blocked;
    }
    for (const other of this.active) {
      if (other.cls !== it.cls) continue;
      farthest[other.reg] = Math.min(farthest[other.reg]!, this.nextNeed(other, start));
    }
    for (const other of this.inactive) {
      if (other.cls !== it.cls || intersection(it, other) === NEVER) continue;
      farthest[other.reg] = Math.min(farthest[other.reg]!, this.nextNeed(other, start));
    }
    let best = -1;
    for (const reg of candidates) if (best < 0 || farthest[reg]! > farthest[best]!) best = reg;

    if (!needsNow && (farthest[best]! <= ownUse || gapOf(farthest[best]!) <= start)) {
      this.toMemory(it, start);
      return;
    }
    if (farthest[best]! <= start) {
      if (!this.giveUp(it, candidates)) throw new Error(`no register at position ${start} for v${it.vreg}`);
      this.takeFromOthers(it, candidates);
      return;
    }
    for (const other of this.active.slice()) {
      if (other.reg === best) this.evict(other, start);
    }
    for (const other of this.inactive.slice()) {
      if (other.reg === best && intersection(it, other) !== NEVER) this.evict(other, start);
    }
    // A unit may have the register reserved without being in it yet.
    let blocked = this.blockedFrom(best, it);
    if (gapOf(blocked) <= start && this.giveUp(it, [best])) blocked = this.blockedFrom(best, it);
    if (blocked < it.to) {
      if (gapOf(blocked) <= start) throw new Error(`no register through position ${start} for v${it.vreg}`);
      this.takeUntil(it, best, gapOf(blocked));
    } else this.assign(it, best);
  }

  /** Gives up all reservations that are in the way of the piece; whether there were any. */
  giveUp(it: Interval, candidates: readonly Reg[]): boolean {
    let found = false;
    for (const reg of candidates) {
      const list = this.lifetimes.blocked[reg]!;
      for (let b = this.blockedAt[reg]!; b < list.length && list[b]! < it.to; b += 3) {
        const unit = -2 - list[b + 2]!;
        if (unit < 0 || unit === it.unit || this.given[unit]) continue;
        this.given[unit] = true;
        found = true;
      }
    }
    return found;
  }

  /**
   * When a piece in a register is next used; -1 if it cannot leave the register at `pos`. What the
   * instruction at hand can read from memory is no obstacle, but next to one.
   */
  nextNeed(it: Interval, pos: number): number {
    if (it.from > gapOf(pos) && it.from <= pos) return -1;
    let use = useFrom(it, pos, 0);
    if (use < 0) return it.to;
    if (gapOf(posOf(it.uses[use]!)) > pos) return posOf(it.uses[use]!);
    for (; use < it.uses.length && gapOf(posOf(it.uses[use]!)) <= pos; use++)
      if (kindOf(it.uses[use]!) === MUST) return -1;
    return pos + 0.5;
  }

  /** Takes the register from a piece, from `pos` on. */
  evict(it: Interval, pos: number): void {
    if (it.home >= 0) this.given[it.unit] = true;
    this.active = this.active.filter((other) => other !== it);
    this.inactive = this.inactive.filter((other) => other !== it);
    if (!covers(it, pos)) {
      // In a hole: what comes after it looks for a register anew. What came before keeps its own.
      this.queue.push(splitInterval(it, pos));
      return;
    }
    const gap = gapOf(pos);
    const start = it.from;
    let u = it.uses.length - 1;
    while (u >= 0 && posOf(it.uses[u]!) >= pos) u--;
    const lastUse = u >= 0 ? posOf(it.uses[u]!) : -1;
    // What has not been used yet might as well have been in memory from the start.
    if (start === pos || (start === gapOf(start) && lastUse < 0)) {
      it.reg = -1;
      this.toMemory(it, pos);
      return;
    }
    let at = pos;
    if (start < gap && lastUse < gap) {
      at = bestGap(this.lifetimes, gapOf(Math.max(lastUse, start)) + 4, gap);
    }
    this.toMemory(splitInterval(it, at), pos);
  }

  /** The piece is in memory, up to the gap after `pos` where it is to have a register again. */
  toMemory(it: Interval, pos: number): void {
    const at = reloadGap(this.lifetimes, it, pos);
    if (at < 0) return;
    // The piece may begin behind a hole, after the gap: then nothing of it is in memory.
    this.queue.push(at <= it.from ? it : splitInterval(it, at));
  }
}

/** Pieces by start. First ones come in that order already; what is cut off goes to a binary heap. */
class Queue {
  private readonly heap: Interval[] = [];
  private readonly order: readonly Interval[];
  private next = 0;

  constructor(order: readonly Interval[]) {
    this.order = order;
    for (const it of order)
      for (let piece = it.next; piece !== undefined; piece = piece.next) this.push(piece);
  }

  pop(): Interval | undefined {
    const first = this.order[this.next];
    if (first === undefined || (this.heap.length > 0 && before(this.heap[0]!, first))) return this.popPiece();
    this.next++;
    return first;
  }

  push(it: Interval): void {
    const { heap } = this;
    let i = heap.length;
    heap.push(it);
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (!before(it, heap[parent]!)) break;
      heap[i] = heap[parent]!;
      i = parent;
    }
    heap[i] = it;
  }

  private popPiece(): Interval | undefined {
    const { heap } = this;
    const top = heap[0];
    const last = heap.pop();
    if (top === undefined || last === undefined || heap.length === 0) return top;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child++;
      if (!before(heap[child]!, last)) break;
      heap[i] = heap[child]!;
      i = child;
    }
    heap[i] = last;
    return top;
  }
}

const before = (a: Interval, b: Interval): boolean =>
  a.from - b.from < 0 || (a.from === b.from && a.vreg < b.vreg);

/**
 * Value ranges: between which numbers each cell lies, from constants, masks, loads of bytes, comparisons
 * that dominate, traps that were passed, and the tests of loops that count (Patterson, "Accurate Static Branch
 * Prediction by Value Range Propagation", 1995, in one walk: no fixpoint, counting loops are recognized instead).
 *
 * Bounds are signed and held as doubles, which is quick and exact up to 2^53. Beyond there is no bound:
 * -Infinity and Infinity stand for the ends of a cell. So a value with `lo` 0 is not negative, one with a finite
 * `lo` is not the least number, and a sum of finite bounds has not wrapped.
 *
 * What a test shows is a fact: it narrows the value in all blocks that its block dominates. Blocks are taken
 * in reverse postorder, so that facts are there when they are asked for; what comes along a back edge is
 * anything, save for counters. The range of an instruction is found when somebody asks: most are of no interest.
 */

import { OPS, type Op } from "../ir/ops.ts";
import type { Block, Func, Inst } from "../ir/types.ts";
import { type Dominators, dominates, wayInto } from "./dominators.ts";

/** What a test has shown of a value, where the block dominates. */
interface Fact {
  block: Block;
  cond: Inst;
  isTrue: boolean;
  /** What is tested: the value itself, or the sum of it and `added`. */
  tested: Inst;
  added: number;
  /** What that says, once somebody asked. */
  lo: number;
  hi: number;
  known: boolean;
}

const MAX_EXACT = 2 ** 53;
/** A product or a shifted value up to here has not wrapped, whatever was rounded. */
const MAX_UNWRAPPED = 2 ** 62;

/** Operands of operands are followed so far. */
const MAX_DEPTH = 16;
/** More facts of one value than this are looked at no further, the latest first. */
const MAX_FACTS = 12;
/** So many tests are looked at on the way from the end of a loop to its head. */
const MAX_TESTS = 8;

/** Tables for one function after the other: to make them takes longer than most need to fill them. */
const tablesFor = (count: number) => ({
  low: new Float64Array(count),
  high: new Float64Array(count),
  known: new Uint8Array(count),
});
let tables = tablesFor(1024);

/** At work on one function at a time. */
export class Ranges {
  readonly dom: Dominators;
  /** The answer of `at` and `onEdge`. */
  lo = Number.NEGATIVE_INFINITY;
  hi = Number.POSITIVE_INFINITY;
  /** By instruction id: what is known wherever the value is. */
  private readonly low: Float64Array;
  private readonly high: Float64Array;
  private readonly facts: (Fact[] | undefined)[];
  /** By instruction id: the range was found, or is being looked for. Before that the other two mean nothing. */
  private readonly known: Uint8Array;
  /** Of instructions when the analysis began. */
  private readonly count: number;
  private depth = 0;

  constructor(func: Func, dom: Dominators) {
    const { nextId } = func;
    if (nextId > tables.known.length) tables = tablesFor(2 * nextId);
    else tables.known.fill(0, 0, nextId);
    this.dom = dom;
    this.low = tables.low;
    this.high = tables.high;
    this.facts = new Array(nextId);
    this.known = tables.known;
    this.count = nextId;
  }

  /** The range of a value in a block, behind the traps in it: what `lo` and `hi` are then. */
  at(inst: Inst, block: Block): void {
    if (inst.op === "const") {
      this.set(inst.imm);
      return;
    }
    const { id } = inst;
    // Made after the analysis began.
    if (id >= this.count) {
      this.anything();
      return;
    }
    if (this.known[id] === 0) this.find(inst, block);
    const isKnown = this.known[id] === 1;
    const low = isKnown ? this.low[id]! : Number.NEGATIVE_INFINITY;
    const high = isKnown ? this.high[id]! : Number.POSITIVE_INFINITY;
    let lo = low;
    let hi = high;
    const facts = this.facts[id];
    if (facts !== undefined) {
      const end = Math.max(0, facts.length - MAX_FACTS);
      for (let i = facts.length - 1; i >= end; i--) {
        const fact = facts[i]!;
        if (!dominates(this.dom, fact.block, block)) continue;
        if (!fact.known) this.read(fact);
        if (fact.lo > lo) lo = fact.lo;
        if (fact.hi < hi) hi = fact.hi;
      }
      // Nothing is left: the block is never reached, and any answer right.
      if (lo > hi) {
        this.lo = low;
        this.hi = high;
        return;
      }
    }
    this.lo = lo;
    this.hi = hi;
  }

  /** As `at`, for a value on the way from a block to one of its successors. */
  onEdge(inst: Inst, from: Block, to: Block): void {
    this.at(inst, from);
    const { lo, hi } = this;
    const br = from.insts[from.insts.length - 1]!;
    if (br.op !== "br" || from.succs[0] === from.succs[1] || inst.op === "const") return;
    const shown = this.shownOf(inst, br.args[0]!, from.succs[0] === to, from);
    this.lo = lo;
    this.hi = hi;
    if (shown === undefined || Math.max(lo, shown.lo) > Math.min(hi, shown.hi)) return;
    this.lo = Math.max(lo, shown.lo);
    this.hi = Math.min(hi, shown.hi);
  }

  // ---- Filling in

  /** Notes what the block's only way in has shown; before its instructions are visited. */
  enter(block: Block): void {
    const pred = wayInto(this.dom, block);
    if (pred?.succs.length === 2) {
      const br = pred.insts[pred.insts.length - 1]!;
      if (br.op === "br") this.learn(br.args[0]!, pred.succs[0] === block, block);
    }
  }

  /** Finds the range of what an instruction computes, from its operands. */
  private find(inst: Inst, asker: Block): void {
    const { id } = inst;
    const rule = RULES[inst.info.number];
    if (rule === undefined) {
      this.begin(id);
      return;
    }
    // Along a back edge it comes from a block that was not entered yet: later its range may be found.
    const block = inst.block!;
    if (block !== asker && this.dom.place[block.id]! > this.dom.place[asker.id]!) return;
    if (this.depth >= MAX_DEPTH) return;
    this.begin(id);
    this.depth++;
    rule(this, inst, block);
    this.depth--;
    this.low[id] = this.lo;
    this.high[id] = this.hi;
  }

  /** Whoever asks from now on is told that it may be anything. */
  private begin(id: number): void {
    this.known[id] = 1;
    this.low[id] = Number.NEGATIVE_INFINITY;
    this.high[id] = Number.POSITIVE_INFINITY;
  }

  /** Notes what follows from the condition being non-zero, or zero, from here on in the block. */
  learn(cond: Inst, isTrue: boolean, block: Block, depth = 3): void {
    if (cond.op === "const") return;
    if (isTest(cond)) {
      if (depth > 0 && cond.op === (isTrue ? "and" : "or")) {
        this.learn(cond.args[0]!, isTrue, block, depth - 1);
        this.learn(cond.args[1]!, isTrue, block, depth - 1);
      } else if (cond.args[0]!.type === "i64") {
        this.note(cond.args[0]!, cond, isTrue, block);
        this.note(cond.args[1]!, cond, isTrue, block);
      }
    }
    this.note(cond, cond, isTrue, block);
  }

  private note(inst: Inst, cond: Inst, isTrue: boolean, block: Block): void {
    if (inst.op === "const") return;
    this.add(inst, { block, cond, isTrue, tested: inst, added: 0, lo: 0, hi: 0, known: false });
    // What is added to a value comes off again, whether the sum wrapped or not.
    if (inst.op === "add" && inst.args[1]!.op === "const") {
      const added = Number(inst.args[1]!.imm);
      if (!isExact(added)) return;
      this.add(inst.args[0]!, { block, cond, isTrue, tested: inst, added, lo: 0, hi: 0, known: false });
    }
  }

  private add(inst: Inst, fact: Fact): void {
    if (inst.id >= this.count) return;
    const list = this.facts[inst.id];
    if (list === undefined) this.facts[inst.id] = [fact];
    else list.push(fact);
  }

  /** Finds what the fact says; meanwhile, if it is asked, it says nothing. */
  private read(fact: Fact): void {
    const { lo, hi } = this;
    fact.known = true;
    fact.lo = Number.NEGATIVE_INFINITY;
    fact.hi = Number.POSITIVE_INFINITY;
    const shown = this.shownOf(fact.tested, fact.cond, fact.isTrue, fact.block);
    if (shown !== undefined && fact.added === 0) {
      fact.lo = shown.lo;
      fact.hi = shown.hi;
    } else if (shown !== undefined) {
      this.at(fact.tested, fact.block);
      const least = Math.max(shown.lo, this.lo);
      const most = Math.min(shown.hi, this.hi);
      if (isExact(least) && isExact(most)) {
        fact.lo = exact(least - fact.added);
        fact.hi = exact(most - fact.added);
        // Beyond what is exact on one side only: the difference may have wrapped.
        if (!isExact(fact.lo) || !isExact(fact.hi)) {
          fact.lo = Number.NEGATIVE_INFINITY;
          fact.hi = Number.POSITIVE_INFINITY;
        }
      }
    }
    this.lo = lo;
    this.hi = hi;
  }

  /** What the condition shows of the value: of one of the operands of a comparison, or of itself. */
  private shownOf(
    inst: Inst,
    cond: Inst,
    isTrue: boolean,
    block: Block,
  ): { lo: number; hi: number } | undefined {
    if (inst === cond) {
      if (!isTrue) return { lo: 0, hi: 0 };
      this.at(inst, block);
      if (this.lo === 0) return { lo: 1, hi: this.hi };
      return this.hi === 0 ? { lo: this.lo, hi: -1 } : undefined;
    }
    if (!isTest(cond) || cond.args.length !== 2 || inst.type !== "i64") return undefined;
    const isLeft = cond.args[0] === inst;
    if (!isLeft && cond.args[1] !== inst) return undefined;
    this.at(cond.args[isLeft ? 1 : 0]!, block);
    return this.shownBy(inst, cond.op, isLeft, isTrue, block);
  }

  /** The other operand's range is in `lo` and `hi`. */
  private shownBy(
    inst: Inst,
    op: Op,
    isLeft: boolean,
    isTrue: boolean,
    block: Block,
  ): { lo: number; hi: number } | undefined {
    const { lo, hi } = this;
    switch (op) {
      case "eq":
      case "ne":
        if ((op === "eq") === isTrue) return { lo, hi };
        if (lo !== hi) return undefined;
        this.at(inst, block);
        if (this.lo === lo) return { lo: lo + 1, hi: this.hi };
        return this.hi === lo ? { lo: this.lo, hi: lo - 1 } : undefined;
      case "lt":
      case "le": {
        // `isLess`: the value is less than the other one, or at most as large unless `isStrict`.
        const isLess = isLeft === isTrue;
        const gap = (op === "lt") === isTrue ? 1 : 0;
        return isLess
          ? { lo: Number.NEGATIVE_INFINITY, hi: hi - gap }
          : { lo: lo + gap, hi: Number.POSITIVE_INFINITY };
      }
      case "ult":
      case "ule": {
        const isLess = isLeft === isTrue;
        const gap = (op === "ult") === isTrue ? 1 : 0;
        if (isLess) return lo >= 0 ? { lo: 0, hi: hi - gap } : undefined;
        this.at(inst, block);
        return this.lo >= 0 && lo >= 0 ? { lo: lo + gap, hi: this.hi } : undefined;
      }
      default:
        return undefined;
    }
  }

  // ---- Phis

  /** The union of what comes in; of what comes along a back edge only counters are known. */
  ofPhi(phi: Inst, block: Block): void {
    const { place } = this.dom;
    let lo = Number.POSITIVE_INFINITY;
    let hi = Number.NEGATIVE_INFINITY;
    let next: Inst | undefined;
    let latch: Block | undefined;
    for (let i = 0; i < phi.args.length; i++) {
      const arg = phi.args[i]!;
      const pred = block.preds[i]!;
      if (place[pred.id]! < 0) continue;
      if (place[pred.id]! >= place[block.id]!) {
        if (arg === phi) continue;
        if (next !== undefined && (next !== arg || latch !== pred)) {
          this.anything();
          return;
        }
        next = arg;
        latch = pred;
        continue;
      }
      this.onEdge(arg, pred, block);
      lo = Math.min(lo, this.lo);
      hi = Math.max(hi, this.hi);
    }
    this.lo = lo;
    this.hi = hi;
    if (lo > hi || (next !== undefined && !this.counts(phi, next, latch!, block))) this.anything();
  }

  /**
   * A phi that a loop adds a constant to, and a test that is passed on the way back: between where it begins (in
   * `lo` and `hi`) and where the test ends it, which then replace them.
   */
  private counts(phi: Inst, next: Inst, latch: Block, head: Block): boolean {
    if (next.op !== "add" || next.args[0] !== phi || next.args[1]!.op !== "const") return false;
    const step = Number(next.args[1]!.imm);
    if (step === 0 || !isExact(step) || !dominates(this.dom, head, latch)) return false;
    const { lo, hi } = this;
    let child = head;
    let from = latch;
    for (let tests = 0; tests < MAX_TESTS; tests++) {
      const br = from.insts[from.insts.length - 1]!;
      if (br.op === "br" && from.succs[0] !== from.succs[1]) {
        const isTrue = from.succs[0] === child;
        // The edge is passed each time only if nothing else leads to where it leads.
        const isPassed = child === head ? from === latch : child.preds.length === 1;
        if (isPassed && this.endsCount(br.args[0]!, isTrue, phi, next, step, head, lo, hi)) return true;
      }
      if (from === head) return false;
      child = from;
      from = this.dom.idom[from.id]!;
    }
    return false;
  }

  /** Whether the test keeps the counter from wrapping; its range is in `lo` and `hi` then. */
  private endsCount(
    cond: Inst,
    isTrue: boolean,
    phi: Inst,
    next: Inst,
    step: number,
    head: Block,
    lo: number,
    hi: number,
  ): boolean {
    // A value that is not 0 is compared with 0.
    const isZeroTest = cond === phi || cond === next;
    if (!isZeroTest && (!isTest(cond) || cond.args.length !== 2)) return false;
    const isLeft = isZeroTest || cond.args[0] === phi || cond.args[0] === next;
    const tested = isZeroTest ? cond : cond.args[isLeft ? 0 : 1]!;
    if (tested !== phi && tested !== next) return false;
    const limit = isZeroTest ? undefined : cond.args[isLeft ? 1 : 0]!;
    if (limit === undefined) this.lo = this.hi = 0;
    else this.at(limit, head);
    const from = this.lo;
    const to = this.hi;
    const after = tested === next;
    const op = isZeroTest ? "ne" : cond.op;
    if (op === "ne" || op === "eq") {
      // Step by step it meets the limit, if that stays where it is and lies ahead.
      if ((op === "ne") !== isTrue || (step !== 1 && step !== -1)) return false;
      if (limit !== undefined && limit.op !== "const") {
        if (limit.block === head || !dominates(this.dom, limit.block!, head)) return false;
      }
      const slack = after ? 1 : 0;
      if (step === 1) {
        if (!(hi + slack <= from)) return false;
        this.lo = lo;
        this.hi = to - slack;
        return isExact(from);
      }
      if (!(lo - slack >= to)) return false;
      this.lo = from + slack;
      this.hi = hi;
      return isExact(to);
    }
    const isLess = isLeft === isTrue;
    const gap = (op === "lt" || op === "ult") === isTrue ? 1 : 0;
    const isUnsigned = op === "ult" || op === "ule";
    if (!isUnsigned && op !== "lt" && op !== "le") return false;
    if (isUnsigned && !(isLess && from >= 0)) return false;
    if (isLess !== step > 0) return false;
    // The last value that passes the test, and how far beyond it the phi gets.
    const beyond = after ? 0 : step;
    if (isLess) {
      // Below the largest cell one step of 1 does not wrap, whatever the limit is.
      const fits = isExact(to) || (step === 1 && gap === 1 && (!after || isExact(hi)));
      if (!fits || (after && !isExact(hi))) return false;
      this.lo = lo;
      this.hi = Math.max(hi, exact(to - gap + beyond));
    } else {
      const fits = isExact(from) || (step === -1 && gap === 1 && (!after || isExact(lo)));
      if (!fits || (after && !isExact(lo))) return false;
      this.lo = Math.min(lo, exact(from + gap + beyond));
      this.hi = hi;
    }
    return true;
  }

  // ---- For the rules

  anything(): void {
    this.lo = Number.NEGATIVE_INFINITY;
    this.hi = Number.POSITIVE_INFINITY;
  }

  /** Sets the answer to a range that no operation has made wrap; bounds that are not exact go. */
  between(lo: number, hi: number): void {
    // To add 0 makes 0 of -0.
    this.lo = lo >= MAX_EXACT ? MAX_EXACT : exact(lo) + 0;
    this.hi = hi <= -MAX_EXACT ? -MAX_EXACT : exact(hi) + 0;
  }

  private set(value: bigint): void {
    const number = Number(value);
    if (isExact(number)) this.lo = this.hi = number;
    else this.between(number, number);
  }
}

/** Whether a bound is one, and exact. */
const isExact = (bound: number): boolean => bound > -MAX_EXACT && bound < MAX_EXACT;
const exact = (bound: number): number =>
  bound <= -MAX_EXACT ? Number.NEGATIVE_INFINITY : bound >= MAX_EXACT ? Number.POSITIVE_INFINITY : bound;

/** A comparison, or the `and` and `or` of such: its value is 0 or -1. */
function isTest(inst: Inst, depth = 3): boolean {
  switch (inst.op) {
    case "eq":
    case "ne":
    case "lt":
    case "le":
    case "ult":
    case "ule":
    case "feq":
    case "flt":
    case "fle":
      return true;
    case "and":
    case "or":
      return depth > 0 && isTest(inst.args[0]!, depth - 1) && isTest(inst.args[1]!, depth - 1);
    default:
      return false;
  }
}

/** Puts the range of the instruction's value into `lo` and `hi`. */
type RangeRule = (r: Ranges, inst: Inst, block: Block) => void;

/** Ranges of two operands, and what they give if all bounds are exact. */
function exactly(
  combine: (r: Ranges, alo: number, ahi: number, blo: number, bhi: number) => void,
): RangeRule {
  return (r, { args }, block) => {
    r.at(args[0]!, block);
    const { lo, hi } = r;
    if (!isExact(lo) || !isExact(hi)) {
      r.anything();
      return;
    }
    r.at(args[1]!, block);
    if (!isExact(r.lo) || !isExact(r.hi)) r.anything();
    else combine(r, lo, hi, r.lo, r.hi);
  };
}

const fixed =
  (lo: number, hi: number): RangeRule =>
  (r) => {
    r.lo = lo;
    r.hi = hi;
  };

/** The least 2^k that bounds both sides: -2^k <= lo and hi < 2^k. Bitwise operations stay within it. */
function powerAround(lo: number, hi: number): number {
  const most = Math.max(hi, -lo - 1);
  return most <= 0 ? 1 : 2 ** (Math.floor(Math.log2(most)) + 1);
}

function bitwise(op: "and" | "or" | "xor"): RangeRule {
  return (r, { args }, block) => {
    r.at(args[0]!, block);
    const { lo, hi } = r;
    r.at(args[1]!, block);
    if (op === "and" && (lo >= 0 || r.lo >= 0)) {
      r.between(
        0,
        Math.min(lo >= 0 ? hi : Number.POSITIVE_INFINITY, r.lo >= 0 ? r.hi : Number.POSITIVE_INFINITY),
      );
      return;
    }
    const least = Math.min(lo, r.lo);
    const power = powerAround(least, Math.max(hi, r.hi));
    if (power < MAX_EXACT) r.between(least >= 0 ? 0 : -power, power - 1);
    else if (least >= 0) r.between(0, Number.POSITIVE_INFINITY);
    else r.anything();
  };
}

/** A shift by a constant; by anything else nothing is known. */
function shiftRule(shift: (r: Ranges, count: number) => void): RangeRule {
  return (r, { args }, block) => {
    const count = args[1]!.op === "const" ? Number(args[1]!.imm) : -1;
    r.at(args[0]!, block);
    if (count >= 0 && count < 64) shift(r, count);
    else r.anything();
  };
}

/** Quotients and remainders of what is not negative by what is positive. */
function dividing(op: "quotient" | "remainder", ofNegative: RangeRule): RangeRule {
  return (r, inst, block) => {
    r.at(inst.args[1]!, block);
    const { lo, hi } = r;
    r.at(inst.args[0]!, block);
    if (r.lo < 0 || lo < 1) ofNegative(r, inst, block);
    else if (op === "quotient") r.between(Math.floor(r.lo / hi), Math.floor(r.hi / lo));
    else r.between(0, Math.min(r.hi, hi - 1));
  };
}

const unknown: RangeRule = (r) => r.anything();

/** Of any number by a positive one: not negative, and below the divisor. */
const flooredRemainder: RangeRule = (r, { args }, block) => {
  r.at(args[1]!, block);
  if (r.lo >= 1) r.between(0, r.hi - 1);
  else r.anything();
};

const symmetricRemainder: RangeRule = (r, { args }, block) => {
  r.at(args[1]!, block);
  if (r.lo >= 1) r.between(1 - r.hi, r.hi - 1);
  else r.anything();
};

/** Unsigned: by 2 or more the quotient is not negative. */
const unsignedQuotient: RangeRule = (r, { args }, block) => {
  r.at(args[1]!, block);
  if (r.lo >= 2) r.between(0, Number.POSITIVE_INFINITY);
  else r.anything();
};

/** The lesser or the greater of two, or either. */
const selectRule: RangeRule = (r, { args }, block) => {
  const [cond, yes, no] = args as [Inst, Inst, Inst];
  r.at(yes, block);
  const { lo, hi } = r;
  r.at(no, block);
  if (cond.op === "lt" || cond.op === "le") {
    if (cond.args[0] === no && cond.args[1] === yes) {
      r.between(Math.max(lo, r.lo), Math.max(hi, r.hi));
      return;
    }
    if (cond.args[0] === yes && cond.args[1] === no) {
      r.between(Math.min(lo, r.lo), Math.min(hi, r.hi));
      return;
    }
    // The absolute value, which the least number has none of.
    const isZero = cond.args[1]!.op === "const" && cond.args[1]!.imm === 0n;
    if (
      isZero &&
      cond.args[0] === no &&
      yes.op === "neg" &&
      yes.args[0] === no &&
      r.lo > Number.NEGATIVE_INFINITY
    ) {
      r.between(0, Math.max(-r.lo, r.hi));
      return;
    }
  }
  r.between(Math.min(lo, r.lo), Math.max(hi, r.hi));
};

const FLAG = fixed(-1, 0);

/** A comparison that the ranges of its operands may decide; `decide` gives the flag, or undefined. */
function comparison(
  decide: (alo: number, ahi: number, blo: number, bhi: number) => boolean | undefined,
): RangeRule {
  return (r, { args }, block) => {
    r.at(args[0]!, block);
    const { lo, hi } = r;
    // Of what may be anything no comparison is decided.
    if (lo === Number.NEGATIVE_INFINITY && hi === Number.POSITIVE_INFINITY) {
      r.lo = -1;
      r.hi = 0;
      return;
    }
    r.at(args[1]!, block);
    const known = decide(lo, hi, r.lo, r.hi);
    r.lo = known === false ? 0 : -1;
    r.hi = known === true ? -1 : 0;
  };
}

// Bounds that are not exact say "at least" or "at most" only, so that none of these takes them for a value.
const isLess = (alo: number, ahi: number, blo: number, bhi: number): boolean | undefined =>
  ahi < blo ? true : alo >= bhi ? false : undefined;
const isAtMost = (alo: number, ahi: number, blo: number, bhi: number): boolean | undefined =>
  ahi <= blo ? true : alo > bhi ? false : undefined;
const isEqual = (alo: number, ahi: number, blo: number, bhi: number): boolean | undefined => {
  if (ahi < blo || bhi < alo) return false;
  return alo === ahi && blo === bhi && alo === blo ? true : undefined;
};
const not = (known: boolean | undefined): boolean | undefined => (known === undefined ? undefined : !known);

/** An unsigned comparison: by sign first. */
const unsigned =
  (decide: typeof isLess): typeof isLess =>
  (alo, ahi, blo, bhi) => {
    if ((alo >= 0 && blo >= 0) || (ahi < 0 && bhi < 0)) return decide(alo, ahi, blo, bhi);
    if (alo >= 0 && bhi < 0) return true;
    return ahi < 0 && blo >= 0 ? false : undefined;
  };

const BY_OP: Partial<Record<Op, RangeRule>> = {
  phi: (r, inst, block) => r.ofPhi(inst, block),
  add: exactly((r, alo, ahi, blo, bhi) => r.between(alo + blo, ahi + bhi)),
  sub: exactly((r, alo, ahi, blo, bhi) => r.between(alo - bhi, ahi - blo)),
  mul: exactly((r, alo, ahi, blo, bhi) => {
    const lo = Math.min(alo * blo, alo * bhi, ahi * blo, ahi * bhi);
    const hi = Math.max(alo * blo, alo * bhi, ahi * blo, ahi * bhi);
    if (lo > -MAX_UNWRAPPED && hi < MAX_UNWRAPPED) r.between(lo, hi);
    else r.anything();
  }),
  // Of a product that fits a cell: its sign.
  mulh: exactly((r, alo, ahi, blo, bhi) => {
    const lo = Math.min(alo * blo, alo * bhi, ahi * blo, ahi * bhi);
    const hi = Math.max(alo * blo, alo * bhi, ahi * blo, ahi * bhi);
    if (lo > -MAX_UNWRAPPED && hi < MAX_UNWRAPPED) r.between(lo < 0 ? -1 : 0, hi < 0 ? -1 : 0);
    else r.anything();
  }),
  // Below either factor that is not negative.
  umulh: (r, { args }, block) => {
    r.at(args[0]!, block);
    const hi = r.lo >= 0 ? r.hi : Number.POSITIVE_INFINITY;
    const isKnown = r.lo >= 0;
    r.at(args[1]!, block);
    if (r.lo >= 0) r.between(0, Math.min(hi, r.hi));
    else if (isKnown) r.between(0, hi);
    else r.anything();
  },
  neg: (r, { args }, block) => {
    r.at(args[0]!, block);
    if (r.lo > Number.NEGATIVE_INFINITY) r.between(-r.hi, -r.lo);
    else r.anything();
  },
  not: (r, { args }, block) => {
    r.at(args[0]!, block);
    r.between(-1 - r.hi, -1 - r.lo);
  },
  and: bitwise("and"),
  or: bitwise("or"),
  xor: bitwise("xor"),
  shl: shiftRule((r, count) => {
    const scale = 2 ** count;
    if (r.lo * scale > -MAX_UNWRAPPED && r.hi * scale < MAX_UNWRAPPED) r.between(r.lo * scale, r.hi * scale);
    else r.anything();
  }),
  shr: shiftRule((r, count) => {
    const scale = 2 ** count;
    if (r.lo >= 0) r.between(Math.floor(r.lo / scale), Math.floor(r.hi / scale));
    else if (count === 0) r.between(r.lo, r.hi);
    else r.between(0, 2 ** (64 - count) - 1);
  }),
  sar: shiftRule((r, count) => {
    const scale = 2 ** count;
    const most = 2 ** (63 - count);
    r.between(Math.max(Math.floor(r.lo / scale), -most), Math.min(Math.floor(r.hi / scale), most - 1));
  }),
  sdiv: dividing("quotient", unknown),
  fldiv: dividing("quotient", unknown),
  udiv: dividing("quotient", unsignedQuotient),
  srem: dividing("remainder", symmetricRemainder),
  flmod: dividing("remainder", flooredRemainder),
  urem: dividing("remainder", flooredRemainder),
  eq: comparison(isEqual),
  ne: comparison((alo, ahi, blo, bhi) => not(isEqual(alo, ahi, blo, bhi))),
  lt: comparison(isLess),
  le: comparison(isAtMost),
  ult: comparison(unsigned(isLess)),
  ule: comparison(unsigned(isAtMost)),
  feq: FLAG,
  flt: FLAG,
  fle: FLAG,
  select: selectRule,
  load8: fixed(0, 0xff),
  load16: fixed(0, 0xffff),
  load32: fixed(0, 0xffffffff),
};

/** By number of the op. */
const RULES: (RangeRule | undefined)[] = [];
for (const op in OPS) RULES[OPS[op as Op].number] = BY_OP[op as Op];

/**
 * Ranges for all of the function. `visit`, if given, sees in order the instructions whose ops are `wanted`, by
 * number, when all tests before them are known; it may change one to another of the same value.
 */
export function rangesOf(
  func: Func,
  dom: Dominators,
  wanted: readonly boolean[] = [],
  visit?: (inst: Inst, block: Block, r: Ranges) => void,
): Ranges {
  const ranges = new Ranges(func, dom);
  const { order } = dom;
  for (let b = 0; b < order.length; b++) {
    const block = order[b]!;
    ranges.enter(block);
    const { insts } = block;
    for (let i = 0; i < insts.length; i++) {
      const inst = insts[i]!;
      if (wanted[inst.info.number] === true) visit!(inst, block, ranges);
      if (inst.op === "trapif" && inst.block !== undefined) ranges.learn(inst.args[0]!, false, block);
    }
  }
  return ranges;
}

/**
 * The stacks as abstract interpretation sees them: depths relative to a segment, and what is known of the
 * topmost cells (see `flow.ts`). Every access below the depth seen so far is noted in the node it happens in.
 */
import type { Span } from "../support/source.ts";
import {
  type Action,
  Flag,
  type FlowState,
  type Fork,
  type Known,
  type PlanNode,
  ReturnAddress,
  type Step,
} from "./flow.ts";
import type { Word } from "./word.ts";

/** The word reaches its return address. */
export class TakesReturn {
  readonly span: Span;
  constructor(span: Span) {
    this.span = span;
  }
}

/** Segments from here on are not named after a place in the code. */
const FIRST_NEW_FORK = 2 ** 40;

export class AbstractStacks {
  protected readonly steps: Step[];
  /** The return stack has no static depth: nothing is said about it. */
  protected readonly dynamicReturn: boolean;
  private forks: Map<number, Fork> | undefined = undefined;
  /** By place, where it is not the first fork found there. */
  private forkAt: Map<number, number> | undefined = undefined;
  /** Of the step being interpreted. */
  protected node!: PlanNode;
  protected at = 0;
  protected s!: FlowState;

  constructor(steps: Step[], dynamicReturn: boolean) {
    this.steps = steps;
    this.dynamicReturn = dynamicReturn;
  }

  /** Writes down what the step being interpreted turned out to do. */
  protected act(action: Action): void {
    const { node } = this;
    node.actions ??= new Map();
    node.actions.set(this.at, action);
  }

  /** A segment that begins with the step being interpreted. */
  protected newSegment(): number {
    return 1 + this.node.id * (this.steps.length + 1) + this.at;
  }

  protected reach(slots: number, seg = this.s.seg): void {
    if (slots <= 0) return;
    const { node } = this;
    // Beyond a fork it is not sure which cells are reached.
    if (seg === node.entry.seg && seg === this.s.seg && slots > node.reach) node.reach = slots;
    if (seg === 0) {
      if (slots > node.ins) {
        node.ins = slots;
        node.insSpan ??= this.steps[this.at]!.span;
      }
      return;
    }
    const fork = this.forks?.get(seg);
    if (fork === undefined) return;
    this.reach(slots - fork.zeroDepth, fork.outer);
    this.reach(slots - fork.nonzeroDepth, fork.outer);
  }

  protected freach(slots: number, seg = this.s.fseg): void {
    if (slots <= 0) return;
    const { node } = this;
    if (seg === node.entry.fseg && slots > node.freach) node.freach = slots;
    if (seg === 0 && slots > node.fins) {
      node.fins = slots;
      node.finsSpan ??= this.steps[this.at]!.span;
    }
  }

  /** Takes floats and leaves others. */
  protected floats(ins: number, outs: number): void {
    const { s } = this;
    s.fdepth -= ins;
    if (s.fdepth < 0) this.freach(-s.fdepth);
    s.fdepth += outs;
  }

  protected take(count: number): void {
    const { s } = this;
    s.depth -= count;
    this.reach(-s.depth);
    const { known } = s;
    known.length = known.length > count ? known.length - count : 0;
  }

  protected pop(): Known {
    const { s } = this;
    s.depth--;
    if (s.depth < 0) this.reach(-s.depth);
    return s.known.pop();
  }

  protected push(value: Known): void {
    const { s } = this;
    s.depth++;
    if (value !== undefined || s.known.length > 0) s.known.push(value);
  }

  protected pushUnknown(count: number): void {
    for (let k = 0; k < count; k++) this.push(undefined);
  }

  protected rtake(count: number): void {
    const { s } = this;
    if (this.dynamicReturn) return;
    s.rdepth -= count;
    if (s.rdepth < 0) throw new TakesReturn(this.steps[this.at]!.span);
    s.rknown.length = s.rknown.length > count ? s.rknown.length - count : 0;
  }

  protected rpush(value: Known): void {
    const { s } = this;
    if (this.dynamicReturn) return;
    s.rdepth++;
    if (value !== undefined || s.rknown.length > 0) s.rknown.push(value);
  }

  /** From here on the depth is not known relative to what came before. */
  protected lose(reason: string, depth: number): void {
    const { s } = this;
    s.seg = this.newSegment();
    s.depth = depth;
    s.known.length = 0;
    this.needsPointer(reason);
  }

  /** Likewise for the float stack. */
  protected loseFloats(reason: string): void {
    const { s } = this;
    s.fseg = this.newSegment();
    s.fdepth = 0;
    this.needsFloatPointer(reason);
  }

  protected needsFloatPointer(reason: string): void {
    this.node.fdynamic ??= { reason, span: this.steps[this.at]!.span };
  }

  /** The real stack pointer matters: everything has to be in memory, the callers' cells too. */
  protected needsPointer(reason: string): void {
    this.node.dynamic ??= { reason, span: this.steps[this.at]!.span };
  }

  /** Begins a fork whose flag is pushed. */
  protected fork(zeroDepth: number, nonzeroDepth: number, also: Flag | undefined): void {
    const { s } = this;
    const place = this.newSegment();
    this.forks ??= new Map();
    let seg = this.forkAt?.get(place) ?? place;
    const before = this.forks.get(seg);
    if (before === undefined) this.forks.set(seg, { outer: s.seg, zeroDepth, nonzeroDepth });
    else if (
      before.outer !== s.seg ||
      before.zeroDepth !== zeroDepth ||
      before.nonzeroDepth !== nonzeroDepth
    ) {
      // Another fork than in the round before: states that mention that one are to be found different.
      seg = FIRST_NEW_FORK + this.forks.size;
      this.forks.set(seg, { outer: s.seg, zeroDepth, nonzeroDepth });
      this.forkAt ??= new Map();
      this.forkAt.set(place, seg);
    }
    s.seg = seg;
    s.depth = 0;
    s.known.length = 0;
    this.push(new Flag(seg, false, also));
  }

  /** How many forks, from the innermost on, a test of the flag decides. */
  protected levels(flag: Known): number {
    let count = 0;
    let seg = this.s.seg;
    for (let f = flag instanceof Flag ? flag : undefined; f !== undefined && f.seg === seg; f = f.also) {
      count++;
      seg = this.forks!.get(seg)!.outer;
    }
    return count;
  }

  protected decide(s: FlowState, levels: number, zero: boolean): void {
    for (let k = 0; k < levels; k++) {
      const fork = this.forks!.get(s.seg)!;
      s.seg = fork.outer;
      s.depth += zero ? fork.zeroDepth : fork.nonzeroDepth;
    }
  }
}

export const isWord = (value: Known): value is Word =>
  typeof value === "object" && "kind" in value && value.kind === "word";

export function sameReturnStack(a: FlowState, b: FlowState): boolean {
  if (a.rdepth !== b.rdepth) return false;
  const { length } = a.rknown;
  const other = b.rknown.length;
  for (let k = 1; k <= Math.max(length, other); k++) {
    const x = a.rknown[length - k];
    const y = b.rknown[other - k];
    if (x instanceof ReturnAddress || y instanceof ReturnAddress) {
      if (!same(x, y)) return false;
    }
  }
  return true;
}

function same(a: Known, b: Known): boolean {
  if (a === b) return true;
  if (a instanceof ReturnAddress) return b instanceof ReturnAddress && a.back === b.back;
  return (
    a instanceof Flag &&
    b instanceof Flag &&
    a.seg === b.seg &&
    a.inverted === b.inverted &&
    same(a.also, b.also)
  );
}

/** Forgets of `into` what `from` does not agree to; whether that changed it. */
export function joinKnown(into: Known[], from: Known[]): boolean {
  const surplus = into.length - from.length;
  let changed = false;
  if (surplus > 0) {
    changed = into.splice(0, surplus).some((value) => value !== undefined);
  }
  const skip = from.length - into.length;
  for (let k = 0; k < into.length; k++) {
    if (into[k] === undefined || same(into[k], from[k + skip])) continue;
    into[k] = undefined;
    changed = true;
  }
  return changed;
}

export const copyState = (s: FlowState): FlowState => ({
  seg: s.seg,
  depth: s.depth,
  fseg: s.fseg,
  fdepth: s.fdepth,
  rdepth: s.rdepth,
  known: s.known.slice(),
  rknown: s.rknown.slice(),
});

export function sameState(a: FlowState, b: FlowState): boolean {
  if (a.seg !== b.seg || a.depth !== b.depth || a.rdepth !== b.rdepth) return false;
  if (a.fseg !== b.fseg || a.fdepth !== b.fdepth) return false;
  return sameList(a.known, b.known) && sameList(a.rknown, b.rknown);
}

const sameList = (a: Known[], b: Known[]): boolean =>
  a.length === b.length && a.every((value, k) => same(value, b[k]));

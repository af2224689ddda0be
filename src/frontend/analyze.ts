/**
 * Abstract interpretation of the code of one word: how deep the stacks are at each point, relative to
 * which segment (see `flow.ts`), and what is known of the cells on them. A worklist over nodes, lowest step
 * first; states only lose knowledge where paths meet, so it ends after few rounds. What a step does to the
 * stacks is in `abstract-words.ts` if it is a word, here if it moves control.
 *
 * Result: the word's plan. The effect is static if every path that leaves the word does so in segment 0
 * with one depth, and nothing on the way needed the real stack pointer.
 */
import type { Span } from "../support/source.ts";
import { copyState, joinKnown, sameReturnStack, sameState, TakesReturn } from "./abstract-stacks.ts";
import { AbstractWords, type Callees } from "./abstract-words.ts";
import {
  type Code,
  type Flag,
  type FloatEffect,
  type FlowState,
  type Plan,
  type PlanNode,
  type Reason,
  ReturnAddress,
  type Step,
  type WordEffect,
  wordOf,
} from "./flow.ts";
import { order, placeFloatMerges, placeMerges } from "./plan-order.ts";
import { type Word, wordName } from "./word.ts";

/** Paths meet with different depths of the return stack. */
class DynamicReturn {}

/** Ways into a node: that from the word's entry, and several. */
const ENTRY = -1;
const MANY = -2;

/** A jump leads to the step; nodes that begin with it have to be interpreted. */
const LEADER = 1;
const PENDING = 2;

/** Copies of one step with different return stacks, in a word that expands others in place. */
const MAX_COPIES = 64;

/** With `forced`, the effect is not static for that reason, whatever else is found. */
export function analyze(word: Word, code: Code, callees: Callees, forced?: string): Plan {
  try {
    return new Analysis(word, code, callees, false, forced).run();
  } catch (e) {
    if (e instanceof TakesReturn) return emptyPlan(word, code, { kind: "inline", span: e.span });
    if (!(e instanceof DynamicReturn)) throw e;
    if (code.owners !== undefined) return tooManyCopies(word, code);
    return new Analysis(word, code, callees, true, forced).run();
  }
}

function emptyPlan(word: Word, code: Code, effect: WordEffect): Plan {
  return {
    word,
    code,
    effect,
    nodes: [],
    dynamicReturn: false,
    errors: [],
    insSpan: undefined,
    finsSpan: undefined,
  };
}

/** Where words are expanded in place, each depth of the return stack is a copy of the code. */
function tooManyCopies(word: Word, code: Code): Plan {
  const plan = emptyPlan(word, code, {
    kind: "static",
    ins: 0,
    outs: 0,
    floats: NO_FLOATS,
    returns: false,
  });
  plan.errors.push({
    severity: "error",
    code: "unbalanced-return-stack",
    message: `unbalanced return stack: ${wordName(word)} calls a word that handles return addresses, at many depths`,
    span: word.span,
    hint: undefined,
  });
  return plan;
}

const NO_FLOATS: FloatEffect = { ins: 0, outs: 0 };

class Analysis extends AbstractWords {
  private readonly code: Code;
  /** By step: LEADER and PENDING. */
  private readonly marks: number[];
  /** By first step; others of the same step are behind `sibling`. */
  private readonly nodesAt: (PlanNode | undefined)[];
  private readonly forced: string | undefined;
  private nextNode = 0;
  private lowest = 0;

  constructor(word: Word, code: Code, callees: Callees, dynamicReturn: boolean, forced: string | undefined) {
    super(word, code.steps, callees, dynamicReturn);
    this.code = code;
    this.forced = forced;
    const { length } = code.steps;
    this.marks = new Array<number>(length + 1).fill(0);
    this.nodesAt = new Array<PlanNode | undefined>(length + 1).fill(undefined);
    for (const step of code.steps) {
      switch (step.op) {
        case "jump":
        case "jump0":
        case "?do":
        case "loop":
        case "+loop":
          this.marks[step.target] = LEADER;
          break;
        case "enter":
          this.marks[step.back] = LEADER;
          break;
      }
    }
  }

  run(): Plan {
    this.edge({ seg: 0, depth: 0, fseg: 0, fdepth: 0, rdepth: 0, known: [], rknown: [] }, 0, ENTRY);
    const { marks } = this;
    for (let k = 0; k < this.steps.length; ) {
      if ((marks[k]! & PENDING) === 0) {
        k++;
        continue;
      }
      marks[k]! &= ~PENDING;
      this.lowest = k + 1;
      for (let node = this.nodesAt[k]; node !== undefined; node = node.sibling) this.process(node);
      k = this.lowest;
    }
    return this.finish();
  }

  // ---- nodes and edges ----

  private process(node: PlanNode): void {
    this.node = node;
    const { entry } = node;
    const s = copyState(entry);
    this.s = s;
    node.actions = undefined;
    node.fall = undefined;
    node.target = undefined;
    node.exit = undefined;
    node.dynamic = undefined;
    node.fdynamic = undefined;
    node.ends = false;
    node.reach = 0;
    node.ins = 0;
    node.insSpan = undefined;
    node.freach = 0;
    node.fins = 0;
    node.finsSpan = undefined;
    const { steps } = this;
    let k = node.start;
    for (;;) {
      this.at = k;
      const goesOn = this.step(steps[k]!);
      k++;
      if (!goesOn) break;
      if ((this.marks[k]! & LEADER) !== 0) {
        node.fall = this.flow(s, k, 1);
        break;
      }
    }
    node.end = k;
    node.stays = s.seg === entry.seg;
    node.fstays = s.fseg === entry.fseg;
  }

  /** An edge from the node being interpreted: 0 to its jump's target, 1 to what follows. */
  private flow(s: FlowState, to: number, which: 0 | 1): PlanNode {
    return this.edge(s, to, 2 * this.node.id + which);
  }

  /** The state is copied where it is kept. */
  private edge(s: FlowState, to: number, edge: number): PlanNode {
    let node = this.nodesAt[to];
    if (this.code.owners !== undefined) {
      while (node !== undefined && !sameReturnStack(node.entry, s)) node = node.sibling;
    }
    if (node === undefined) {
      node = this.newNode(to, s, edge);
      this.addNode(node);
      this.schedule(to);
    } else if (node.edge === edge) {
      // The only way here: what came along it before counts no more.
      if (sameState(node.entry, s)) return node;
      node.entry = copyState(s);
      this.schedule(to);
    } else {
      node.edge = MANY;
      if (this.join(node, s)) this.schedule(to);
    }
    return node;
  }

  private addNode(node: PlanNode): void {
    let last = this.nodesAt[node.start];
    if (last === undefined) {
      this.nodesAt[node.start] = node;
      return;
    }
    let copies = 1;
    for (; last.sibling !== undefined; last = last.sibling) copies++;
    if (copies >= MAX_COPIES) throw new DynamicReturn();
    last.sibling = node;
  }

  private newNode(start: number, s: FlowState, edge: number): PlanNode {
    return {
      id: this.nextNode++,
      start,
      end: start,
      entry: copyState(s),
      edge,
      sibling: undefined,
      fall: undefined,
      target: undefined,
      preds: 0,
      header: false,
      actions: undefined,
      order: -1,
      low: 0,
      flow: 0,
      ends: false,
      exit: undefined,
      reach: 0,
      stays: true,
      ins: 0,
      insSpan: undefined,
      freach: 0,
      fstays: true,
      fins: 0,
      finsSpan: undefined,
      dynamic: undefined,
      fdynamic: undefined,
    };
  }

  private schedule(step: number): void {
    this.marks[step]! |= PENDING;
    if (step < this.lowest) this.lowest = step;
  }

  /** Merges what comes along an edge into a node's entry; whether that changed it. */
  private join(node: PlanNode, s: FlowState): boolean {
    const e = node.entry;
    if (e.rdepth !== s.rdepth) throw new DynamicReturn();
    const merged = -1 - node.id;
    let changed = false;
    if (e.seg !== merged && (e.seg !== s.seg || e.depth !== s.depth)) {
      e.seg = merged;
      e.depth = 0;
      changed = true;
    }
    if (e.fseg !== merged && (e.fseg !== s.fseg || e.fdepth !== s.fdepth)) {
      e.fseg = merged;
      e.fdepth = 0;
      changed = true;
    }
    if (joinKnown(e.known, s.known)) changed = true;
    if (joinKnown(e.rknown, s.rknown)) changed = true;
    return changed;
  }

  // ---- instructions: whether control goes on to the next one ----

  private step(step: Step): boolean {
    const { s, node } = this;
    switch (step.op) {
      case "lit": {
        const { value } = step;
        this.push(typeof value === "number" ? value : wordOf(value));
        return true;
      }
      case "flit":
      case "flocal@":
        this.floats(0, 1);
        return true;
      case "flocal!":
        this.floats(1, 0);
        return true;
      case "prim":
        return this.primitive(step.prim);
      case "call":
        return this.call(step.word);
      case "jump":
        node.target = this.flow(s, step.target, 0);
        return false;
      case "jump0":
        this.jump0(step.target);
        return false;
      case "do":
        this.take(2);
        this.rpush(undefined);
        this.rpush(undefined);
        return true;
      case "?do":
        this.take(2);
        node.target = this.flow(s, step.target, 0);
        this.rpush(undefined);
        this.rpush(undefined);
        node.fall = this.flow(s, this.at + 1, 1);
        return false;
      case "+loop":
      case "loop":
        if (step.op === "+loop") this.take(1);
        this.rtake(2);
        this.rpush(undefined);
        this.rpush(undefined);
        node.target = this.flow(s, step.target, 0);
        this.rtake(2);
        node.fall = this.flow(s, this.at + 1, 1);
        return false;
      case "local!":
        this.take(1);
        return true;
      case "local@":
        this.push(undefined);
        return true;
      case "does":
        return true;
      case "enter":
        this.rpush(new ReturnAddress(step.back));
        return true;
      case "exit":
        this.exit(step.span);
        return false;
    }
  }

  private jump0(target: number): void {
    const { s, node } = this;
    const flag = this.pop();
    if (typeof flag === "number") {
      if (flag === 0) node.target = this.flow(s, target, 0);
      else node.fall = this.flow(s, this.at + 1, 1);
      return;
    }
    const levels = this.levels(flag);
    if (levels === 0) {
      node.target = this.flow(s, target, 0);
      node.fall = this.flow(s, this.at + 1, 1);
      return;
    }
    const { inverted } = flag as Flag;
    this.act({ kind: "branch", levels, inverted });
    const zero: FlowState = { ...s };
    const nonzero: FlowState = { ...s };
    this.decide(zero, levels, true);
    this.decide(nonzero, levels, false);
    node.target = this.flow(inverted ? nonzero : zero, target, 0);
    node.fall = this.flow(inverted ? zero : nonzero, this.at + 1, 1);
  }

  private exit(span: Span): void {
    const { s, node } = this;
    const top = s.rknown[s.rknown.length - 1];
    if (s.rdepth > 0 && top instanceof ReturnAddress) {
      this.rtake(1);
      node.target = this.flow(s, top.back, 0);
      return;
    }
    if (s.rdepth !== 0) this.unbalanced(span);
    node.exit = { seg: s.seg, depth: s.depth, fseg: s.fseg, fdepth: s.fdepth, span };
  }

  private unbalanced(span: Span): void {
    if (this.errors.length > 0) return;
    const { rdepth } = this.s;
    const items = rdepth === 1 ? "an item is" : `${rdepth} items are`;
    this.errors.push({
      severity: "error",
      code: "unbalanced-return-stack",
      message: `unbalanced return stack: ${items} left on it when ${wordName(this.word)} returns`,
      span,
      hint: "each `>r` needs an `r>` or `rdrop` on every path, each loop left by `exit` an `unloop`",
    });
  }

  // ---- the result ----

  private finish(): Plan {
    const nodes = order(this.nodesAt[0]!);
    let ins = 0;
    let insSpan: Span | undefined;
    let exit: PlanNode["exit"];
    let dynamic: Reason | undefined;
    if (this.forced !== undefined) dynamic = { reason: this.forced, span: this.steps[0]!.span };
    for (const node of nodes) {
      if (node.ins > ins) ins = node.ins;
      insSpan ??= node.insSpan;
      if (node.entry.seg < 0) {
        const { span } = this.steps[node.start]!;
        dynamic ??= { reason: "paths that leave different numbers of cells meet", span };
      }
      dynamic ??= node.dynamic;
      if (node.exit === undefined) continue;
      if (node.exit.seg !== 0) {
        dynamic ??= { reason: "how many cells are left depends on a flag", span: node.exit.span };
      } else if (exit !== undefined && exit.depth !== node.exit.depth) {
        dynamic ??= { reason: "its exits leave different numbers of cells", span: node.exit.span };
      }
      exit ??= node.exit;
    }
    const outs = exit === undefined ? 0 : ins + exit.depth;
    const isStatic = dynamic === undefined;
    placeMerges(nodes, isStatic ? ins : undefined);
    const { floats, finsSpan } = this.finishFloats(nodes);
    const effect: WordEffect = isStatic
      ? { kind: "static", ins, outs, floats, returns: exit !== undefined }
      : { kind: "dynamic", ...dynamic!, ins: nodes[0]!.low, floats };
    const { word, code, dynamicReturn, errors } = this;
    return { word, code, effect, nodes, dynamicReturn, errors, insSpan, finsSpan };
  }

  private finishFloats(nodes: PlanNode[]): { floats: FloatEffect; finsSpan: Span | undefined } {
    let ins = 0;
    let finsSpan: Span | undefined;
    let exit: PlanNode["exit"];
    let isStatic = this.forced === undefined;
    for (const node of nodes) {
      if (node.fins > ins) ins = node.fins;
      finsSpan ??= node.finsSpan;
      if (node.entry.fseg < 0 || node.fdynamic !== undefined) isStatic = false;
      if (node.exit === undefined) continue;
      if (node.exit.fseg !== 0 || (exit !== undefined && exit.fdepth !== node.exit.fdepth)) isStatic = false;
      exit ??= node.exit;
    }
    placeFloatMerges(nodes, isStatic ? ins : undefined);
    const floats: FloatEffect = isStatic
      ? { ins, outs: exit === undefined ? 0 : ins + exit.fdepth }
      : { ins: nodes[0]!.flow, outs: undefined };
    return { floats, finsSpan };
  }
}

/**
 * Abstract interpretation of the code of one word: how deep the stacks are at each point, relative to
 * which segment (see `flow.ts`), and what is known of the cells on them. A worklist over nodes, lowest step
 * first; states only lose knowledge where paths meet, so it ends after few rounds.
 *
 * Result: the word's plan. The effect is static if every path that leaves the word does so in segment 0
 * with one depth, and nothing on the way needed the real stack pointer.
 */
import type { Diagnostic } from "../support/diagnostics.ts";
import type { Span } from "../support/source.ts";
import {
  AbstractStacks,
  copyState,
  isWord,
  joinKnown,
  sameReturnStack,
  sameState,
  TakesReturn,
} from "./abstract-stacks.ts";
import {
  type Code,
  Flag,
  type FloatEffect,
  type FlowState,
  type Known,
  type Plan,
  type PlanNode,
  type Reason,
  ReturnAddress,
  type Step,
  type WordEffect,
  wordOf,
} from "./flow.ts";
import { order, placeFloatMerges, placeMerges } from "./plan-order.ts";
import { doesNotReturn, type Primitive } from "./primitive.ts";
import { isStartup, type Word, wordName } from "./word.ts";
import { special } from "./words/dynamic.ts";

export interface Callees {
  /** Undefined while nothing is known yet of a word in recursion: as if it never came back. */
  effect(word: Word): WordEffect | undefined;
  /** Cells that `spawn` takes for a word. */
  spawnInputs(word: Word): number | undefined;
}

/** Paths meet with different depths of the return stack. */
class DynamicReturn {}
/** Ways into a node: that from the word's entry, and several. */
const ENTRY = -1;
const MANY = -2;

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

/** Return-stack words whose items are followed: cells go from the first stack to the second, or are copied. */
const TO_RETURN: ReadonlyMap<string, number> = new Map([
  [">r", 1],
  ["2>r", 2],
]);
const FROM_RETURN: ReadonlyMap<string, number> = new Map([
  ["r>", 1],
  ["2r>", 2],
]);

class Analysis extends AbstractStacks {
  private readonly word: Word;
  private readonly code: Code;
  private readonly callees: Callees;
  private readonly leader: Uint8Array;
  /** By first step; more than one only in code with words expanded in place. */
  private readonly nodesAt: PlanNode[][];
  private readonly pending: Uint8Array;
  private readonly forced: string | undefined;
  private readonly errors: Diagnostic[] = [];
  private nextNode = 0;
  private lowest = 0;

  constructor(word: Word, code: Code, callees: Callees, dynamicReturn: boolean, forced: string | undefined) {
    super(code.steps, dynamicReturn);
    this.word = word;
    this.code = code;
    this.callees = callees;
    this.forced = forced;
    const { length } = code.steps;
    this.leader = new Uint8Array(length + 1);
    this.pending = new Uint8Array(length + 1);
    this.nodesAt = new Array<PlanNode[]>(length + 1);
    for (const step of code.steps) {
      if ("target" in step) this.leader[step.target] = 1;
      else if (step.op === "enter") this.leader[step.back] = 1;
    }
  }

  run(): Plan {
    this.edge({ seg: 0, depth: 0, fseg: 0, fdepth: 0, rdepth: 0, known: [], rknown: [] }, 0, ENTRY);
    for (let k = 0; k < this.steps.length; ) {
      if (this.pending[k] === 0) {
        k++;
        continue;
      }
      this.pending[k] = 0;
      this.lowest = k + 1;
      for (const node of this.nodesAt[k]!) this.process(node);
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
      if (this.leader[k] === 1) {
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
    const nodes = this.nodesAt[to];
    let node = this.code.owners === undefined ? nodes?.[0] : nodes?.find((n) => sameReturnStack(n.entry, s));
    if (node === undefined) {
      if (nodes !== undefined && nodes.length >= MAX_COPIES) throw new DynamicReturn();
      node = this.newNode(to, s, edge);
      if (nodes === undefined) this.nodesAt[to] = [node];
      else nodes.push(node);
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

  private newNode(start: number, s: FlowState, edge: number): PlanNode {
    return {
      id: this.nextNode++,
      start,
      end: start,
      entry: copyState(s),
      edge,
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
    this.pending[step] = 1;
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

  private primitive(prim: Primitive): boolean {
    const what = special(prim);
    if (what !== undefined) return this.special(what);
    const { effect } = prim;
    if (effect === undefined) {
      this.loseBoth(`the effect of \`${prim.name}\` is not known`, 0);
      return true;
    }
    const { s } = this;
    if (effect.fins > 0 || effect.fouts > 0) this.floats(effect.fins, effect.fouts);
    if (effect.rins > 0 || effect.routs > 0) {
      this.returnWord(prim.name, effect.ins, effect.outs, effect.rins, effect.routs);
      return true;
    }
    if (s.known.length === 0) {
      // The usual case, in short.
      s.depth -= effect.ins;
      if (s.depth < 0) this.reach(-s.depth);
      s.depth += effect.outs;
    } else if (prim.shuffle !== undefined) {
      const items: Known[] = [];
      for (let k = effect.ins - 1; k >= 0; k--) items[k] = this.pop();
      for (const k of prim.shuffle) this.push(items[k]);
    } else if (prim.name === "0=" || prim.name === "0<>") {
      const value = this.pop();
      const isFlag = value instanceof Flag;
      if (isFlag && prim.name === "0=") this.push(new Flag(value.seg, !value.inverted, value.also));
      else this.push(isFlag ? value : undefined);
    } else {
      this.take(effect.ins);
      this.pushUnknown(effect.outs);
    }
    if (!doesNotReturn(prim)) return true;
    this.end();
    return false;
  }

  private end(): void {
    this.node.ends = true;
    this.act({ kind: "end" });
  }

  private returnWord(name: string, ins: number, outs: number, rins: number, routs: number): void {
    const { s } = this;
    const moves = TO_RETURN.get(name) ?? FROM_RETURN.get(name);
    if (moves === undefined || this.dynamicReturn) {
      this.take(ins);
      const kept = s.rknown.slice();
      this.rtake(rins);
      for (let k = 0; k < routs; k++) this.rpush(undefined);
      // What only looks at the return stack leaves it as it was.
      if (rins === routs) s.rknown = kept;
      this.pushUnknown(outs);
      return;
    }
    const items: Known[] = [];
    if (TO_RETURN.has(name)) {
      for (let k = 0; k < moves; k++) items.push(this.pop());
      for (const item of items.reverse()) this.rpush(item);
    } else {
      for (let k = 0; k < moves; k++) {
        items.push(s.rknown[s.rknown.length - 1]);
        this.rtake(1);
      }
      for (const item of items.reverse()) this.push(item);
    }
  }

  private call(word: Word): boolean {
    const effect = this.callees.effect(word);
    if (effect === undefined || effect.kind === "inline") {
      if (effect !== undefined) this.recursiveInline(word);
      this.end();
      return false;
    }
    this.reach(effect.ins - this.s.depth);
    this.callFloats(word, effect.floats);
    if (effect.kind === "dynamic") {
      this.lose(`\`${wordName(word)}\` has no static effect`, 0);
      return true;
    }
    this.take(effect.ins);
    this.pushUnknown(effect.outs);
    if (effect.returns) return true;
    this.end();
    return false;
  }

  private callFloats(word: Word, { ins, outs }: FloatEffect): void {
    if (outs !== undefined) {
      this.floats(ins, outs);
      return;
    }
    this.freach(ins - this.s.fdepth);
    this.loseFloats(`\`${wordName(word)}\` has no static effect on floats`);
  }

  private recursiveInline(word: Word): void {
    this.errors.push({
      severity: "error",
      code: "return-address",
      message: `\`${wordName(word)}\` handles its caller's return address and cannot be called here`,
      span: this.steps[this.at]!.span,
      hint: "such a word is expanded where it is called by its name, and not in itself",
    });
  }

  private special(what: NonNullable<ReturnType<typeof special>>): boolean {
    const { s } = this;
    switch (what) {
      case "execute":
        return this.execute();
      case "catch":
        return this.catch();
      case "throw":
        return this.throw();
      case "?dup": {
        const value = this.pop();
        if (typeof value === "number") {
          this.act({ kind: "?dup", nonzero: value !== 0 });
          this.push(value);
          if (value !== 0) this.push(value);
        } else {
          // One x in either case, and another one below it if it is not zero.
          this.act({ kind: "fork" });
          const usable = value instanceof Flag && value.seg === s.seg && !value.inverted;
          this.fork(s.depth, s.depth + 1, usable ? value : undefined);
        }
        return true;
      }
      case "depth":
      case "sp@":
        this.needsPointer(`\`${what}\` asks for the stack pointer`);
        this.push(undefined);
        return true;
      case "sp!":
        this.pop();
        this.lose("`sp!` moves the stack", 0);
        return true;
      case "pick":
      case "roll": {
        const n = this.pop();
        if (typeof n !== "number" || n < 0 || n > 1000) {
          this.needsPointer(`\`${what}\` with an index that is not a constant`);
          if (what === "pick") this.push(undefined);
          else s.known.length = 0;
          return true;
        }
        this.act({ kind: "count", n });
        this.reach(n + 1 - s.depth);
        const value = s.known[s.known.length - 1 - n];
        if (what === "roll") {
          if (n < s.known.length) s.known.splice(s.known.length - 1 - n, 1);
          s.depth--;
        }
        this.push(value);
        return true;
      }
      case "spawn":
      case "spawn-n":
        this.spawn(what);
        return true;
      case "fdepth":
      case "fp@":
        this.needsFloatPointer(`\`${what}\` asks for the pointer of the float stack`);
        this.push(undefined);
        return true;
      case "fp!":
        this.pop();
        this.loseFloats("`fp!` moves the float stack");
        return true;
      case "fpick": {
        const n = this.pop();
        if (typeof n !== "number" || n < 0 || n > 1000) {
          this.needsFloatPointer("`fpick` with an index that is not a constant");
        } else {
          this.act({ kind: "count", n });
          this.freach(n + 1 - s.fdepth);
        }
        this.floats(0, 1);
        return true;
      }
    }
  }

  private execute(): boolean {
    const word = this.pop();
    if (!isWord(word) || cannotBeCalled(word)) {
      this.loseBoth("`execute` of an unknown execution token", 0);
      return true;
    }
    this.act({ kind: "execute", word });
    const goesOn = word.prim !== undefined ? this.primitive(word.prim) : this.call(word);
    // The action of what is executed would be found in the place of this one.
    if (!goesOn) this.act({ kind: "execute", word });
    return goesOn;
  }

  private catch(): boolean {
    const { s } = this;
    const word = this.pop();
    const effect = isWord(word) ? this.callees.effect(word) : undefined;
    if (!isWord(word) || effect?.kind === "dynamic" || effect?.kind === "inline") {
      let keepsFloats = false;
      if (isWord(word) && effect?.kind === "dynamic") keepsFloats = this.catchFloats(effect.floats, true);
      else this.loseFloats("`catch` of a word that is not known");
      this.act({ kind: "catch", mode: "lost", ins: 0, outs: 0, keepsFloats });
      this.lose("`catch` of a word without static effect", 1);
      return true;
    }
    // In recursion, before anything is known: it is as if the word never came back.
    const { ins, outs, returns } = effect ?? { ins: 0, outs: 0, returns: false };
    this.reach(ins - s.depth);
    const keepsFloats = effect === undefined || this.catchFloats(effect.floats, returns);
    const mode = !returns ? "fails" : ins === outs ? "same" : "fork";
    // There is no `if` at the top level: who wrote it knows which way it goes.
    if (mode === "fork" && isStartup(this.word)) {
      this.act({ kind: "catch", mode: "lost", ins, outs, keepsFloats });
      this.lose("`catch` at the top level", 1);
      return true;
    }
    this.act({ kind: "catch", mode, ins, outs, keepsFloats });
    if (mode === "fork") {
      this.fork(s.depth - ins + outs, s.depth, undefined);
      return true;
    }
    this.take(ins);
    this.pushUnknown(ins + 1);
    return true;
  }

  /** If the word throws there are as many floats as before; if not, as many as it leaves. Whether these agree. */
  private catchFloats({ ins, outs }: FloatEffect, returns: boolean): boolean {
    this.freach(ins - this.s.fdepth);
    if (!returns || ins === outs) return true;
    this.loseFloats("`catch` of a word that changes the number of floats");
    return false;
  }

  /** Of what is called here nothing is known. */
  private loseBoth(reason: string, depth: number): void {
    this.lose(reason, depth);
    this.loseFloats(reason);
  }

  private throw(): boolean {
    const code = this.pop();
    const levels = this.levels(code);
    if (typeof code === "number") {
      this.act({ kind: "throw", mode: code === 0 ? "never" : "always", levels: 0 });
      this.node.ends = code !== 0;
      return code === 0;
    }
    if (levels > 0 && !(code as Flag).inverted) {
      this.act({ kind: "throw", mode: "flag", levels });
      this.decide(this.s, levels, true);
    }
    return true;
  }

  private spawn(what: "spawn" | "spawn-n"): void {
    const { s } = this;
    const word = this.pop();
    let count: Known | number;
    if (what === "spawn-n") count = this.pop();
    else if (isWord(word) && word.type === "defer") this.act({ kind: "deferred", word });
    else count = isWord(word) ? this.callees.spawnInputs(word) : undefined;
    if (typeof count !== "number" || count < 0 || count > 1000) {
      this.lose(`\`${what}\` takes a number of cells that is not known`, 1);
      return;
    }
    this.act({ kind: "count", n: count });
    this.reach(count - s.depth);
    this.take(count);
    this.push(undefined);
  }

  // ---- the result ----

  private finish(): Plan {
    const nodes = order(this.nodesAt[0]![0]!);
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

/** Primitives that want to be seen in the code, not behind a token. */
const cannotBeCalled = (word: Word): boolean =>
  word.prim !== undefined &&
  (special(word.prim) !== undefined || (word.prim.effect?.rins ?? 0) + (word.prim.effect?.routs ?? 0) > 0);

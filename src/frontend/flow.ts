/**
 * Stack code as effect inference and build-ssa see it: the code of one word with everything that has to be
 * expanded in place expanded, and the *plan* that inference makes of it: the nodes of the control-flow
 * graph with the shape of the stacks on entry, and what each instruction whose meaning depends on
 * known operands turned out to do. Inference decides, build-ssa follows: it judges nothing a second time.
 *
 * Where the data stack is: a *segment* is a stretch of execution in which the depth is known relative to one
 * fixed pointer, the segment's base. Segment 0 begins at the word's entry. A call of unknown effect begins
 * a new segment, and so does a merge of paths with different depth. A *fork* is a segment whose distance
 * to an outer one has two possible values, told apart by a flag that the program has on its stack: what
 * `?dup` and `catch` leave. Testing the flag goes back to the outer segment.
 *
 * Within a segment, cells are counted in *slots*: slot k is the k-th cell at or above the base; a depth of
 * d means that the topmost cell is slot -d.
 *
 * Floats are on a stack of their own, which has segments of its own: all that is said above holds for it
 * likewise, but for forks, which it has none of.
 */
import type { Diagnostic } from "../support/diagnostics.ts";
import { NOWHERE, type Span } from "../support/source.ts";
import { Address } from "./cell.ts";
import type { Instr, Word } from "./word.ts";
import { throwPrimitive } from "./words/dynamic.ts";

export type Step =
  | Instr
  /** Begin of a word expanded in place because it handles its return address, which leads to step `back`. */
  | { op: "enter"; back: number; span: Span };

export interface Code {
  steps: Step[];
  /** The word that step i was written in, where that is not always the same one. */
  owners: Word[] | undefined;
  locals: number;
}

/** What is known of a cell: a number, the word an execution token stands for, a fork's flag, a return address. */
export type Known = number | Word | Flag | ReturnAddress | undefined;

export class Flag {
  readonly seg: number;
  /** The flag is the result of `0=`. */
  readonly inverted: boolean;
  /** An outer fork that the same flag decides. */
  readonly also: Flag | undefined;
  constructor(seg: number, inverted: boolean, also?: Flag) {
    this.seg = seg;
    this.inverted = inverted;
    this.also = also;
  }
}

export class ReturnAddress {
  readonly back: number;
  constructor(back: number) {
    this.back = back;
  }
}

export interface FlowState {
  seg: number;
  depth: number;
  /** Likewise of the float stack. */
  fseg: number;
  fdepth: number;
  /** Items on the return stack since entry; 0 throughout where that has no static depth. */
  rdepth: number;
  /** The topmost cells, the top last; what is not listed is unknown. */
  known: Known[];
  rknown: Known[];
}

export interface Fork {
  outer: number;
  /** Depth in the outer segment that depth 0 of the fork stands for, if the flag is zero / is not. */
  zeroDepth: number;
  nonzeroDepth: number;
}

/** What an instruction does whose meaning depends on what is known of its operands. */
export type Action =
  /** `execute`: of this word. */
  | { kind: "execute"; word: Word }
  /** `catch`: `same` depth either way, `fails` if the word never comes back, a `fork`, or anything. */
  | {
      kind: "catch";
      mode: "same" | "fails" | "fork" | "lost";
      ins: number;
      outs: number;
      keepsFloats: boolean;
    }
  | { kind: "throw"; mode: "never" | "always" | "flag"; levels: number }
  /** `?dup` of a known cell. */
  | { kind: "?dup"; nonzero: boolean }
  | { kind: "fork" }
  /** `pick`, `roll`, and cells that `spawn` and `spawn-n` take. */
  | { kind: "count"; n: number }
  /** `spawn` of a deferred word, which stands for what it executes now. */
  | { kind: "deferred"; word: Word }
  /** `jump0` on the flag of a fork; so many forks are decided. */
  | { kind: "branch"; levels: number; inverted: boolean }
  /** A call that comes back nowhere, or a use of what has no code. */
  | { kind: "end" };

export interface PlanNode {
  id: number;
  /** Steps [start, end). */
  start: number;
  end: number;
  entry: FlowState;
  /** The one edge that leads here, or that there are several: for the analysis only. */
  edge: number;
  /** Another node of the same steps, with another return stack: only in code with words expanded in place. */
  sibling: PlanNode | undefined;
  /** Where control goes on: the step after, and the target of the jump that ends the node. */
  fall: PlanNode | undefined;
  target: PlanNode | undefined;
  /** Edges into it, that from the word's entry included. */
  preds: number;
  /** One of them comes from a node that is later in order. */
  header: boolean;
  /** By step. */
  actions: Map<number, Action> | undefined;
  /** Index among the plan's nodes, once they are in order. */
  order: number;
  /** Where several edges meet: slots from this one up are in memory, above it are values. */
  low: number;
  /** Likewise for the float stack. */
  flow: number;
  /** Control never gets to the node's end. */
  ends: boolean;
  /** How it leaves the word, if it does. */
  exit: { seg: number; depth: number; fseg: number; fdepth: number; span: Span } | undefined;
  /** Slots of the entry's segment that execution of the node surely reaches; whether it is still in it. */
  reach: number;
  stays: boolean;
  /** Cells below the word's entry it may reach, and where that happens. */
  ins: number;
  insSpan: Span | undefined;
  /** Likewise floats. */
  freach: number;
  fstays: boolean;
  fins: number;
  finsSpan: Span | undefined;
  /** Why the word has no static effect on cells; on floats. */
  dynamic: Reason | undefined;
  fdynamic: Reason | undefined;
}

export interface Reason {
  reason: string;
  span: Span;
}

/** Floats taken and left. `outs` undefined: that is not static, and `ins` are those that are surely reached. */
export interface FloatEffect {
  ins: number;
  outs: number | undefined;
}

/** The kind speaks of cells; the effect on floats may be static or not in either case. */
export type WordEffect =
  | { kind: "static"; ins: number; outs: number; floats: FloatEffect; returns: boolean }
  /** `ins`: cells that are surely reached. */
  | { kind: "dynamic"; reason: string; span: Span | undefined; ins: number; floats: FloatEffect }
  /** Handles its caller's return address: expanded where it is called. */
  | { kind: "inline"; span: Span };

export interface Plan {
  word: Word;
  code: Code;
  effect: WordEffect;
  /** In reverse post-order, the entry first. */
  nodes: PlanNode[];
  /** The return stack has no static depth. */
  dynamicReturn: boolean;
  errors: Diagnostic[];
  /** Where the first cell below entry is reached; the first float. */
  insSpan: Span | undefined;
  finsSpan: Span | undefined;
}

/** The word that an execution token on the stack stands for. */
export function wordOf(value: unknown): Word | undefined {
  return value instanceof Address && value.offset === 0 && value.base.kind === "word"
    ? value.base
    : undefined;
}

/** Constants, variables, values and deferred words are as short as their call; so is `: true -1 ;`. */
const MAX_DATA_WORD = 4;

function isDataWord({ type, code }: Word): boolean {
  if (type === "primitive" || code.length > MAX_DATA_WORD || code.length === 0) return false;
  const last = code.length - 1;
  if (code[last]!.op !== "exit") return false;
  if (type === "colon") return last === 1 && isLiteral(code[0]!);
  for (let k = 0; k < last; k++) {
    const { op } = code[k]!;
    if (op !== "lit" && op !== "prim" && op !== "call" && op !== "flit") return false;
  }
  return true;
}

const isLiteral = ({ op }: Instr): boolean => op === "lit" || op === "flit";

/**
 * The code of a word with data words, and words of which `inline` gives the code, in the place of their
 * calls. Linear: a first pass finds where each step goes, a second one writes.
 */
export function expand(word: Word, inline: (callee: Word) => Code | undefined): Code {
  if (word.prim !== undefined) return primitiveCode(word);
  const { code } = word;
  let expanded = false;
  let inlines = false;
  for (const instr of code) {
    if (instr.op !== "call") continue;
    if (inline(instr.word) !== undefined) inlines = true;
    else if (!expanded) expanded = isDataWord(instr.word);
  }
  if (!expanded && !inlines) return { steps: code, owners: undefined, locals: word.locals };
  const place: number[] = [];
  let at = 0;
  for (const instr of code) {
    place.push(at++);
    if (instr.op !== "call") continue;
    const body = inlines ? inline(instr.word) : undefined;
    if (body !== undefined) at += body.steps.length;
    else if (isDataWord(instr.word)) at += instr.word.code.length - 2;
  }
  place.push(at);
  const steps: Step[] = [];
  const owners: Word[] | undefined = inlines ? [] : undefined;
  let { locals } = word;
  for (const instr of code) {
    const body = inlines && instr.op === "call" ? inline(instr.word) : undefined;
    if (instr.op === "call" && body !== undefined) {
      steps.push({ op: "enter", back: steps.length + 1 + body.steps.length, span: instr.span });
      const offset = steps.length;
      for (const step of body.steps) steps.push(moved(step, (target) => target + offset, locals));
      locals += body.locals;
      owners?.push(word, ...(body.owners ?? body.steps.map(() => instr.word)));
      continue;
    }
    if (instr.op === "call" && isDataWord(instr.word)) {
      const { length } = instr.word.code;
      for (let k = 0; k < length - 1; k++) steps.push(dataStep(instr.word.code[k]!, instr.span));
    } else steps.push(moved(instr, (target) => place[target]!, 0));
    while (owners !== undefined && owners.length < steps.length) owners.push(word);
  }
  return { steps, owners, locals };
}

/** A step of a data word, as if it stood where the word is called. */
function dataStep(step: Instr, span: Span): Step {
  switch (step.op) {
    case "lit":
      return { op: "lit", value: step.value, span };
    case "prim":
      return { op: "prim", prim: step.prim, span };
    default:
      return { ...step, span };
  }
}

function moved(step: Step, to: (target: number) => number, locals: number): Step {
  switch (step.op) {
    case "jump":
    case "jump0":
    case "?do":
    case "loop":
    case "+loop":
      return { op: step.op, target: to(step.target), span: step.span };
    case "enter":
      return { op: "enter", back: to(step.back), span: step.span };
    case "local!":
    case "local@":
    case "flocal!":
    case "flocal@":
      return locals === 0 ? step : { op: step.op, local: step.local + locals, span: step.span };
    default:
      return step;
  }
}

/**
 * A primitive as a word of its own: what its execution token runs. One that exists only while compiling throws
 * -14: a program may have its token and compare it, say.
 */
function primitiveCode(word: Word): Code {
  const span = word.span ?? NOWHERE;
  const steps: Step[] = [{ op: "prim", prim: word.prim!, span }];
  if (word.prim!.build === undefined) {
    steps.splice(0, 1, { op: "lit", value: -14, span }, { op: "prim", prim: throwPrimitive(), span });
  }
  steps.push({ op: "exit", span });
  return { steps, owners: undefined, locals: 0 };
}

/** Words that code may run: those it calls, and those whose execution tokens it has at hand. */
export function mentions(word: Word): Word[] {
  const found: Word[] = [];
  for (const instr of word.code) {
    if (instr.op === "call") {
      if (isDataWord(instr.word)) {
        for (const inner of instr.word.code) if (inner.op === "call") found.push(inner.word);
      } else found.push(instr.word);
    } else if (instr.op === "lit") {
      const token = wordOf(instr.value);
      if (token !== undefined) found.push(token);
    }
  }
  return found;
}

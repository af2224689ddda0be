/**
 * What a primitive is: one record that the dictionary, effect inference, the evaluator, build-ssa and the
 * glossary all read. The records themselves are in `words/`, by topic; this file has their type and the
 * small constructors that derive several columns from one fact.
 */
import type { Op } from "../codegen/ir/ops.ts";
import { RUNTIME_FUNCTIONS } from "../codegen/ir/runtime-functions.ts";
import type { Inst } from "../codegen/ir/types.ts";
import type { Cell, KnownFloat } from "./cell.ts";
import type { Evaluator } from "./evaluator.ts";

/** What is taken from and left on the data stack, the return stack and the float stack. */
export interface Effect {
  ins: number;
  outs: number;
  rins: number;
  routs: number;
  fins: number;
  fouts: number;
}

/**
 * What build-ssa offers to a primitive's `build`: the virtual stacks and the instructions. Whatever
 * merging, flushing or loading from stack memory is needed happens behind `pop` and `push`.
 */
export interface SsaBuilder {
  pop(): Inst;
  push(value: Inst): void;
  rpop(): Inst;
  rpush(value: Inst): void;
  fpop(): Inst;
  fpush(value: Inst): void;
  /** The n-th item of the return stack, 0 the top, left where it is. */
  rpick(n: number): Inst;
  op(op: Op, args: Inst[], imm?: bigint): Inst;
  constant(value: bigint): Inst;
  float(value: KnownFloat): Inst;
  /** A runtime function; its results. After one that does not return, what follows is unreachable. */
  ccall(name: string, args: Inst[]): Inst[];
  /** Throw the code if the flag is not 0. */
  trapif(flag: Inst, code: number): void;
  /** The data-stack pointer after everything on the virtual stack was stored to memory. */
  flushedSp(): Inst;
  /** The data stack continues in memory at `sp` (nothing on the virtual stack). Makes the word dynamic. */
  continueAt(sp: Inst): void;
  /** If/else within a primitive: both arms leave the same number of cells on the virtual stack. */
  ifElse(flag: Inst, then: () => void, otherwise: () => void): void;
}

/**
 * Why a primitive cannot simply be compiled into a definition that runs:
 * - parse: reads source text; define: makes or changes a word; both exist only while compiling
 * - space: allots data space; works while compiling, and at run time on a region of its own
 */
export type LoadRole = "parse" | "define" | "space";

/** Words whose effect on the stacks depends on their operands, and `throw`: see `words/dynamic.ts`. */
export type Special =
  | "execute"
  | "catch"
  | "throw"
  | "?dup"
  | "depth"
  | "sp@"
  | "sp!"
  | "pick"
  | "roll"
  | "spawn"
  | "spawn-n"
  | "join-result"
  | "fdepth"
  | "fpick"
  | "fp@"
  | "fp!";

export interface Primitive {
  name: string;
  /** Stack comment, e.g. "( n1 n2 -- n3 )"; a space between all its parts. */
  stack: string;
  /** Word set, as the glossary names it. */
  set: string;
  /** One line for the glossary. */
  doc: string;
  /** undefined: not static (`execute`, `?dup`, `depth`, ...); inference knows such words by name. */
  readonly effect: Effect | undefined;
  /** Done when found in source text while compiling (and, unless compile-only, while interpreting). */
  immediate: boolean;
  /** Has no interpretation semantics. */
  compileOnly: boolean;
  role: LoadRole | undefined;
  /** Needs the running program (input, clock, heap, threads): defers the phrase at load time. */
  world: boolean;
  /** Changes memory that the program can see, other than through `space` words. */
  writes: boolean;
  /** Reorders: item k of the result is item out[k] of the inputs, 0 the deepest. */
  shuffle: readonly number[] | undefined;
  /** Effect inference and build-ssa treat it on their own, by what is known of its operands. */
  special: Special | undefined;
  /** It never comes back. */
  ends: boolean;
  /** Reference semantics. For `world` words it is never called. */
  run: (vm: Evaluator) => void;
  /** Code for it; undefined if it exists only while compiling. */
  build: ((b: SsaBuilder) => void) | undefined;
}

export type Options = Partial<
  Pick<Primitive, "immediate" | "compileOnly" | "role" | "world" | "writes" | "shuffle" | "special" | "ends">
> & {
  /** Without floats unless it says so. */
  effect?: (Omit<Effect, "fins" | "fouts"> & Partial<Effect>) | undefined;
};

/** Counts the items of a stack comment: single cells except d, ud types and strings; floats after `F:`. */
export function effectOf(stack: string): Effect {
  const effect: Effect = { ins: 0, outs: 0, rins: 0, routs: 0, fins: 0, fouts: 0 };
  let sides: Sides = DATA;
  let side: keyof Effect = "ins";
  for (const item of stack.split(" ")) {
    if (item === "--") side = sides[1];
    else if (item === "(" || item === "R:" || item === "F:") {
      sides = item === "(" ? DATA : item === "R:" ? RETURN : FLOAT;
      side = sides[0];
    } else effect[side] += cellsOf(item);
  }
  return effect;
}

type Sides = readonly [before: keyof Effect, after: keyof Effect];
const DATA: Sides = ["ins", "outs"];
const RETURN: Sides = ["rins", "routs"];
const FLOAT: Sides = ["fins", "fouts"];

function cellsOf(item: string): number {
  const first = item[0];
  if (first === undefined || first === "(" || first === ")" || first === '"' || first === "<") return 0;
  return DOUBLE_CELLS.has(item) ? 2 : 1;
}

const DOUBLE_CELLS: ReadonlySet<string> = new Set(["d", "d1", "d2", "d3", "ud", "ud1", "ud2"]);

/** The names of the cells taken, the deepest first. */
export function inputItems(stack: string): readonly string[] {
  let inputs = inputsByEffect.get(stack);
  if (inputs === undefined) {
    const items = stack.split(" ");
    inputs = items
      .slice(0, items.indexOf("--"))
      .flatMap((item) => new Array<string>(cellsOf(item)).fill(item));
    inputsByEffect.set(stack, inputs);
  }
  return inputs;
}

const inputsByEffect = new Map<string, readonly string[]>();

/** The number of inputs, counted when first asked for. */
function inputsOf(stack: string): () => number {
  let ins: number | undefined;
  return () => {
    ins ??= effectOf(stack).ins;
    return ins;
  };
}

export function primitive(
  name: string,
  stack: string,
  set: string,
  doc: string,
  run: (vm: Evaluator) => void,
  build: ((b: SsaBuilder) => void) | undefined,
  options: Options = {},
): Primitive {
  return new Row(name, stack, set, doc, run, build, options);
}

/** A class, since a getter in each of the objects would cost all programs a millisecond. */
class Row implements Primitive {
  readonly name: string;
  readonly stack: string;
  readonly set: string;
  readonly doc: string;
  readonly run: (vm: Evaluator) => void;
  readonly build: ((b: SsaBuilder) => void) | undefined;
  readonly immediate: boolean;
  readonly compileOnly: boolean;
  readonly role: LoadRole | undefined;
  readonly world: boolean;
  readonly writes: boolean;
  readonly shuffle: readonly number[] | undefined;
  readonly special: Special | undefined;
  readonly ends: boolean;
  private known: Effect | undefined;
  private isKnown: boolean;

  constructor(
    name: string,
    stack: string,
    set: string,
    doc: string,
    run: (vm: Evaluator) => void,
    build: ((b: SsaBuilder) => void) | undefined,
    options: Options,
  ) {
    this.name = name;
    this.stack = stack;
    this.set = set;
    this.doc = doc;
    this.run = run;
    this.build = build;
    this.immediate = options.immediate ?? false;
    this.compileOnly = options.compileOnly ?? false;
    this.role = options.role;
    this.world = options.world ?? false;
    this.writes = options.writes ?? false;
    this.shuffle = options.shuffle;
    this.special = options.special;
    this.ends = options.ends ?? false;
    this.known = options.effect && { fins: 0, fouts: 0, ...options.effect };
    this.isKnown = "effect" in options;
  }

  /** Counted when somebody asks: a program uses few of the primitives. */
  get effect(): Effect | undefined {
    if (!this.isKnown) {
      this.known = effectOf(this.stack);
      this.isKnown = true;
    }
    return this.known;
  }
}

/** Drops, copies and reorders the topmost `ins` cells; `out` lists the result, 0 the deepest input. */
export function shuffle(
  name: string,
  stack: string,
  set: string,
  doc: string,
  out: readonly number[],
): Primitive {
  const ins = inputsOf(stack);
  return primitive(
    name,
    stack,
    set,
    doc,
    (vm) => {
      const items = new Array<Cell>(ins());
      for (let k = items.length - 1; k >= 0; k--) items[k] = vm.pop();
      for (const k of out) vm.push(items[k]!);
    },
    (b) => {
      const items = new Array<Inst>(ins());
      for (let k = items.length - 1; k >= 0; k--) items[k] = b.pop();
      for (const k of out) b.push(items[k]!);
    },
    { shuffle: out },
  );
}

/** ( x -- y ) by one function on cells and one construction in the IR. */
export function unary(
  name: string,
  stack: string,
  set: string,
  doc: string,
  run: (a: Cell) => Cell,
  build: (b: SsaBuilder, a: Inst) => Inst,
): Primitive {
  return primitive(
    name,
    stack,
    set,
    doc,
    (vm) => vm.push(run(vm.pop())),
    (b) => b.push(build(b, b.pop())),
  );
}

/** ( x y -- z ) likewise. */
export function binary(
  name: string,
  stack: string,
  set: string,
  doc: string,
  run: (x: Cell, y: Cell) => Cell,
  build: Op | ((b: SsaBuilder, x: Inst, y: Inst) => Inst),
): Primitive {
  return primitive(
    name,
    stack,
    set,
    doc,
    (vm) => {
      const y = vm.pop();
      vm.push(run(vm.pop(), y));
    },
    (b) => {
      const y = b.pop();
      const x = b.pop();
      b.push(typeof build === "string" ? b.op(build, [x, y]) : build(b, x, y));
    },
  );
}

/** A word that is a function of the C runtime: inputs in order, results in order. */
export function runtimeCall(
  name: string,
  stack: string,
  set: string,
  doc: string,
  cname: string,
  options: Options = {},
): Primitive {
  const ins = RUNTIME_FUNCTIONS[cname]!.args;
  return primitive(
    name,
    stack,
    set,
    doc,
    (vm) => vm.needWorld(),
    (b) => {
      const args = new Array<Inst>(ins);
      for (let k = ins - 1; k >= 0; k--) args[k] = b.pop();
      for (const result of b.ccall(cname, args)) b.push(result);
    },
    { world: true, ...options },
  );
}

/** An immediate word that exists only inside a definition. */
export function structure(
  name: string,
  stack: string,
  set: string,
  doc: string,
  run: (vm: Evaluator) => void,
): Primitive {
  return primitive(name, stack, set, doc, run, undefined, {
    immediate: true,
    compileOnly: true,
    role: "define",
    effect: undefined,
  });
}

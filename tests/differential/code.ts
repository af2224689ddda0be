/**
 * Straight-line code of random programs: sequences of nodes that keep to the depth of the data stack, and the nodes
 * that hold no others. What holds others is in `structures.ts`.
 *
 * Costs are counted in advance: loops have a bound, and a word knows how many steps a call may take. Each node
 * leaves as many floats as it found; within a node that brings floats along, others work on them.
 */
import { idiom, type Surroundings } from "./idioms.ts";
import { leaf, type Node } from "./program.ts";
import { Random, type Weighted } from "./random.ts";
import {
  DIVISORS,
  FLOAT_ENDS,
  FLOAT_SHAPES,
  FLOATS,
  type FloatShape,
  NUMBERS,
  REDUCERS,
  type Shape,
  WIDE_DIVISORS,
} from "./shapes.ts";

export interface WordInfo {
  name: string;
  ins: number;
  outs: number;
  /** Floats that it takes and leaves. */
  fins: number;
  fouts: number;
  /** Steps that a call takes at most. */
  cost: number;
  throws: boolean;
}

/** What lies on the return stack since the beginning of the word; a block is the address of allocated memory. */
type ReturnItem = "loop" | "cell" | "pair" | "block";

export interface Context {
  /** Undefined at the top level, where there are no control structures. */
  word: WordInfo | undefined;
  locals: string[];
  rstack: ReturnItem[];
  /** Depth of the data stack at which the innermost loop is left. */
  leaveDepth: number;
  /** Depth that the word grows its stack to. */
  hover: number;
  mayThrow: boolean;
  /** How often this is executed in a call of the word. */
  repeats: number;
  nesting: number;
  /** Floats that nodes may work on. */
  floats: number;
}

export const MAX_DEPTH = 20;
/** Steps of one word, and of all calls from the top level. */
export const WORD_COST = 2500;
export const PROGRAM_COST = 40_000;
/** A rough measure: a shape has one to eight instructions. */
export const SHAPE_COST = 4;
/** Cells of an array that are used by index; it has one more. */
export const ARRAY_CELLS = 8;

/** A generator's knowledge of what was defined so far, and the code it can make of that. */
export abstract class CodeGenerator {
  protected readonly random: Random;
  protected readonly seed: number;
  protected readonly words: WordInfo[] = [];
  protected readonly variables: string[] = [];
  protected readonly arrays: string[] = [];
  protected readonly values: string[] = [];
  protected readonly constants: string[] = [];
  protected readonly deferred: WordInfo[] = [];
  protected readonly pointers: { name: string; array: string }[] = [];
  protected readonly floatArrays: string[] = [];
  protected readonly uneven: string[] = [];
  /** Tables of execution tokens: `width` words of one effect. */
  protected readonly tables: { name: string; width: number; ins: number; outs: number; cost: number }[] = [];
  /** What gforth 0.7.3 lacks, or the evaluator cannot do ahead, may be used. */
  protected readonly isModern: boolean;
  protected cost = 0;
  protected throws = false;

  constructor(seed: number) {
    this.seed = seed;
    this.random = new Random(seed);
    this.isModern = isModern(seed);
  }

  /** Something that may stand in a sequence; undefined if it does not fit. */
  protected abstract node(context: Context, depth: number): Node | undefined;

  /** Nodes that take the stack from depth `from` to depth `to`. */
  protected sequence(context: Context, from: number, to: number, length: number): Node[] {
    const nodes: Node[] = [];
    let depth = from;
    const add = (node: Node): void => {
      nodes.push(node);
      depth += node.delta;
    };
    for (let k = 0; k < length; k++) {
      const node = this.node(context, depth);
      if (node !== undefined) add(node);
    }
    while (depth > to) {
      const text = depth === 1 ? `mix-${this.seed}` : this.reducer(depth);
      add(leaf(text, -1, text.startsWith("mix-") ? [text] : []));
      this.spend(context, 3);
    }
    while (depth < to) {
      add(leaf(this.expand(depth > 0 ? this.random.pick(["dup # +", "#", "dup", "dup # xor"]) : "#"), 1));
      this.spend(context, 3);
    }
    return nodes;
  }

  protected reducer(depth: number): string {
    if (this.random.chance(0.1)) return `mix-${this.seed}`;
    return depth >= 2 ? this.random.pick(REDUCERS) : "drop";
  }

  protected spend(context: Context, steps: number): void {
    this.cost += steps * context.repeats;
  }

  /** May something of this many steps stand here? */
  protected affordable(context: Context, steps: number): boolean {
    return steps * context.repeats <= WORD_COST / (1 + context.nesting);
  }

  protected number(): string {
    const list = this.random.weighted(NUMBERS);
    return this.random.pick(list);
  }

  protected expand(text: string): string {
    return text
      .split(" ")
      .map((t) => {
        if (t === "#") return this.number();
        if (t === "~") return this.float();
        if (t === "/#") return this.random.pick(this.random.chance(0.8) ? DIVISORS : WIDE_DIVISORS);
        return t;
      })
      .join(" ");
  }

  protected float(): string {
    return this.random.pick(this.random.weighted(FLOATS));
  }

  protected floatEnd(): string {
    return this.expand(this.random.pick(FLOAT_ENDS)).replace(/(f?mix)/, `$1-${this.seed}`);
  }

  /** Code of a call, with the floats that go in and come out. */
  protected callText(word: WordInfo, call = word.name): string {
    const before = Array.from({ length: word.fins }, () => `${this.float()} `).join("");
    return `${before}${call}${` fmix-${this.seed}`.repeat(word.fouts)}`;
  }

  /** After a throw: the floats that the word would have left, for those that it took. */
  protected floatsAgain({ fins, fouts }: WordInfo): string {
    return "fdrop ".repeat(fins) + Array.from({ length: fouts }, () => `${this.float()} `).join("");
  }

  protected shape(shapes: readonly Shape[], context: Context, depth: number): Node | undefined {
    const interpreting = context.word === undefined;
    const fitting = shapes
      .filter(([, ins, outs]) => ins <= depth && depth - ins + outs <= MAX_DEPTH)
      .map((s): Weighted<Shape> => {
        const after = depth - s[1] + s[2];
        const towards = Math.abs(after - context.hover) < Math.abs(depth - context.hover) ? 3 : 1;
        return [s[0] * towards, s];
      });
    if (fitting.length === 0) return undefined;
    const [, ins, outs, texts] = this.random.weighted(fitting);
    const usable = interpreting ? texts.filter((t) => !COMPILE_ONLY.test(t)) : texts;
    if (usable.length === 0) return undefined;
    this.spend(context, SHAPE_COST);
    return leaf(this.expand(this.random.pick(usable)), outs - ins);
  }

  protected surroundings(): Surroundings {
    const { random, seed, arrays, variables, pointers, floatArrays, uneven } = this;
    return { random, seed, arrays, variables, pointers, floatArrays, uneven };
  }

  protected idiom(context: Context, depth: number): Node | undefined {
    const piece = idiom(this.surroundings(), depth, MAX_DEPTH - 4 - depth);
    if (piece === undefined || !this.affordable(context, piece.steps)) return undefined;
    this.spend(context, piece.steps);
    return leaf(this.expand(piece.text), piece.outs - piece.ins, piece.uses);
  }

  protected local(context: Context, depth: number): Node | undefined {
    const name = this.random.pick(context.locals);
    this.spend(context, 3);
    const options: [text: string, ins: number, outs: number][] = [
      [name, 0, 1],
      [name, 0, 1],
      [`to ${name}`, 1, 0],
      [`${name} +`, 1, 1],
      [`${name} # + to ${name}`, 0, 0],
      [`${name} swap to ${name}`, 1, 1],
    ];
    const [text, ins, outs] = this.random.pick(
      options.filter(([, ins, outs]) => ins <= depth && depth - ins + outs <= MAX_DEPTH),
    );
    return leaf(this.expand(text), outs - ins);
  }

  protected callable(context: Context, depth: number, list: readonly WordInfo[]): WordInfo | undefined {
    const fitting = list.filter(
      (w) =>
        depth - w.ins + w.outs <= MAX_DEPTH &&
        w.ins <= depth + 2 &&
        this.affordable(context, w.cost) &&
        (context.mayThrow || !w.throws),
    );
    return fitting.length === 0 ? undefined : this.random.pick(fitting);
  }

  protected call(context: Context, depth: number): Node | undefined {
    const word = this.callable(context, depth, [...this.words, ...this.deferred]);
    if (word === undefined) return undefined;
    const missing = Math.max(0, word.ins - depth);
    const numbers = Array.from({ length: missing }, () => this.number() + " ").join("");
    this.spend(context, word.cost);
    if (word.throws) this.throws = true;
    return leaf(numbers + this.callText(word), missing + word.outs - word.ins, [
      word.name,
      `fmix-${this.seed}`,
    ]);
  }

  protected indirect(context: Context, depth: number): Node | undefined {
    const { random } = this;
    if (this.tables.length > 0 && random.chance(0.5)) {
      const t = random.pick(this.tables);
      if (t.ins + 1 > depth || depth - 1 - t.ins + t.outs > MAX_DEPTH || !this.affordable(context, t.cost))
        return undefined;
      this.spend(context, t.cost);
      return leaf(`3 and cells ${t.name} + @ execute`, t.outs - t.ins - 1, [t.name]);
    }
    const word = this.callable(context, depth, this.words);
    if (word === undefined || word.ins > depth) return undefined;
    this.spend(context, word.cost);
    if (word.throws) this.throws = true;
    const other = this.words.find(
      (w) =>
        w.ins === word.ins &&
        w.outs === word.outs &&
        w.fins === word.fins &&
        w.fouts === word.fouts &&
        w !== word &&
        w.cost <= word.cost &&
        !w.throws,
    );
    const uses = [word.name, `fmix-${this.seed}`];
    const delta = word.outs - word.ins;
    if (other !== undefined && depth > word.ins && random.chance(0.6)) {
      const xts = `['] ${word.name} else ['] ${other.name}`;
      const call = this.callText(word, `1 and if ${xts} then execute`);
      return leaf(call, delta - 1, [...uses, other.name]);
    }
    return leaf(this.callText(word, `['] ${word.name} execute`), delta, uses);
  }

  protected index(context: Context, depth: number): Node | undefined {
    if (depth >= MAX_DEPTH) return undefined;
    const { rstack } = context;
    const top = rstack[rstack.length - 1];
    this.spend(context, 2);
    // An address is another one in each run.
    if (top === "block") return undefined;
    if (top === "cell") return leaf("r@", 1);
    if (top === "pair") return depth + 2 <= MAX_DEPTH ? leaf("2r@", 2) : undefined;
    if (rstack[rstack.length - 2] === "loop" && this.random.chance(0.4)) return leaf("j", 1);
    return leaf(this.random.pick(["i", "i", "i 1+", "i 3 *"]), 1);
  }

  protected floatShape(context: Context, depth: number): Node | undefined {
    const fitting = FLOAT_SHAPES.filter(
      ([, floats, ins, outs]) => floats <= context.floats && ins <= depth && depth - ins + outs <= MAX_DEPTH,
    ).map((s): Weighted<FloatShape> => [s[0], s]);
    if (fitting.length === 0) return undefined;
    const [, , ins, outs, texts] = this.random.weighted(fitting);
    this.spend(context, 30);
    return leaf(this.expand(this.random.pick(texts)), outs - ins);
  }
}

/** Each fourth batch of ten. */
export const isModern = (seed: number): boolean => Math.floor(seed / 10) % 4 === 1;

/** What the top level cannot interpret. */
const COMPILE_ONLY = /(^| )(>r|2>r|if|\[)( |$)/;

export const hasNoFloats = ({ fins, fouts }: WordInfo): boolean => fins + fouts === 0;

export const deeper = (context: Context): Context => ({ ...context, nesting: context.nesting + 1 });

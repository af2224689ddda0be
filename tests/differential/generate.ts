/**
 * Random Forth programs that are correct by construction: whoever runs one gets the same output, and no
 * stack runs empty. A program is a tree, not text, so that a failing one can be made smaller (shrink.ts)
 * and stays correct: each node says by how much it changes the depth of the data stack, and may therefore
 * be replaced by as many `drop`s or numbers.
 *
 * The generator knows the depth of the stack at each place, grows it towards a depth of the word's own
 * (which makes words with many values alive at once), and ends a sequence by bringing it to the depth that is
 * wanted. Costs are counted in advance: loops have a bound, and a word knows how many steps a call may take.
 *
 * Each node leaves as many floats as it found. Within a node that brings floats along, others work on them.
 */
import { idiom, mutualBody, recursion, type Surroundings, unevenBody } from "./idioms.ts";
import { Random, type Weighted } from "./random.ts";
import {
  CONDITIONS,
  DIVISORS,
  FLOAT_ENDS,
  FLOAT_SHAPES,
  FLOATS,
  type FloatShape,
  MAX,
  MIN,
  NUMBERS,
  PRINT_COST,
  PRINTS,
  REDUCERS,
  SHAPES,
  type Shape,
  THROWING,
  TOKENS,
  UNEVEN,
  WIDE_DIVISORS,
} from "./shapes.ts";

/** A piece of code: text with sequences of nodes in between. */
export interface Node {
  parts: Part[];
  /** Change of the depth of the data stack. */
  delta: number;
  /** Names that have to be defined before. */
  uses: readonly string[];
  /** Parts that may stand for the whole node behind a `drop` of its flag. */
  arms: readonly number[];
}

export type Part = string | Node[];

/** A definition, or statements of the top level that leave the stack as it was. */
export interface Item {
  defines: string | undefined;
  parts: Part[];
  uses: readonly string[];
}

export interface Program {
  seed: number;
  items: Item[];
}

// ---- generation ----

interface WordInfo {
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

/** What lies on the return stack since the beginning of the word. */
type ReturnItem = "loop" | "cell" | "pair";

interface Context {
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

const MAX_DEPTH = 20;
/** Steps of one word, and of all calls from the top level. */
const WORD_COST = 2500;
const PROGRAM_COST = 40_000;
/** A rough measure: a shape has one to eight instructions. */
const SHAPE_COST = 4;
const ARRAY_CELLS = 8;

export function generate(seed: number): Program {
  return new Generator(seed).program();
}

class Generator {
  private readonly random: Random;
  private readonly seed: number;
  private readonly items: Item[] = [];
  private readonly words: WordInfo[] = [];
  private readonly variables: string[] = [];
  private readonly arrays: string[] = [];
  private readonly values: string[] = [];
  private readonly constants: string[] = [];
  private readonly deferred: WordInfo[] = [];
  private readonly pointers: { name: string; array: string }[] = [];
  private readonly floatArrays: string[] = [];
  private readonly uneven: string[] = [];
  /** Tables of execution tokens: `width` words of one effect. */
  private readonly tables: { name: string; width: number; ins: number; outs: number; cost: number }[] = [];
  private cost = 0;
  private throws = false;
  private count = 0;

  constructor(seed: number) {
    this.seed = seed;
    this.random = new Random(seed);
  }

  /** Names of different seeds differ, so that several programs can be put into one file. */
  private name(kind: string): string {
    return `${kind}${this.count++}-${this.seed}`;
  }

  program(): Program {
    const { random } = this;
    this.item(`sum-${this.seed}`, [`variable sum-${this.seed}`]);
    this.item(
      `mix-${this.seed}`,
      [`: mix-${this.seed} ( x -- )  sum-${this.seed} @ 31 * + sum-${this.seed} ! ;`],
      [`sum-${this.seed}`],
    );
    const fmix = `fmix-${this.seed}`;
    const cell = `fbits-${this.seed}`;
    this.item(cell, [`fvariable ${cell}`]);
    this.item(
      fmix,
      [`: ${fmix} ( r -- ) fdup fdup f= if ${cell} f! ${cell} @ else fdrop 17 then mix-${this.seed} ;`],
      [cell, `mix-${this.seed}`],
    );
    this.data();
    // Most are small: a fault shows as well, and more can be tried.
    const words = random.between(1, random.between(2, 14));
    let spent = 0;
    for (let k = 0; k < words; k++) {
      if (random.chance(0.3)) this.data();
      this.definition();
      if (random.chance(0.12)) this.family();
      if (random.chance(0.1)) this.defining();
      if (random.chance(0.15)) this.primitives();
      if (random.chance(0.15)) this.forwarding();
      if (random.chance(0.2)) this.accumulating();
      for (let calls = random.below(3); calls > 0 && spent < PROGRAM_COST; calls--) spent += this.statement();
    }
    // At the end each word is called at least once, with everything defined.
    for (const word of this.words.slice()) {
      if (spent + word.cost < PROGRAM_COST) spent += this.callFromTop(word);
    }
    this.item(undefined, [`sum-${this.seed} @ . depth . cr`], [`sum-${this.seed}`]);
    if (random.chance(0.25)) this.deferSomewhere();
    return { seed: this.seed, items: this.items };
  }

  /** From some statement on nothing more can be evaluated while compiling. */
  private deferSomewhere(): void {
    const at = this.random.between(2, this.items.length - 1);
    this.items.splice(at, 0, { defines: undefined, parts: ["utime 2drop"], uses: [] });
  }

  private item(defines: string | undefined, parts: Part[], uses: readonly string[] = []): void {
    this.items.push({ defines, parts, uses });
  }

  // ---- data ----

  private number(): string {
    const list = this.random.weighted(NUMBERS);
    return this.random.pick(list);
  }

  private data(): void {
    const { random } = this;
    switch (random.below(9)) {
      case 6: {
        if (this.arrays.length === 0) break;
        const array = random.pick(this.arrays);
        const name = this.name("p");
        this.item(name, [`variable ${name} ${array} ${8 * random.below(ARRAY_CELLS)} + ${name} !`], [array]);
        this.pointers.push({ name, array });
        break;
      }
      case 7: {
        const name = this.name("fa");
        const floats = Array.from({ length: ARRAY_CELLS }, () => `${this.float()} f,`).join(" ");
        this.item(name, [`create ${name} ${floats}`]);
        this.floatArrays.push(name);
        break;
      }
      case 8: {
        const name = this.name("u");
        this.item(name, [`: ${name} ${this.expand(unevenBody(this.surroundings()))} ;`]);
        this.uneven.push(name);
        break;
      }
      case 0: {
        const name = this.name("v");
        this.item(name, [`variable ${name} `, this.computed(), ` ${name} !`]);
        this.variables.push(name);
        break;
      }
      case 1: {
        const name = this.name("a");
        const cells = Array.from({ length: ARRAY_CELLS + 1 }, (): Part[] => [` `, this.computed(), ` ,`]);
        const size = random.pick([`${8 * ARRAY_CELLS + 8}`, `${ARRAY_CELLS + 1} cells`]);
        this.item(
          name,
          random.chance(0.5)
            ? [`create ${name}`, ...cells.flat()]
            : [`create ${name} ${size} allot ${name} ${size} erase`],
        );
        this.arrays.push(name);
        break;
      }
      case 2: {
        const name = this.name("q");
        this.item(name, [this.computed(), ` value ${name}`]);
        this.values.push(name);
        break;
      }
      case 3: {
        const name = this.name("k");
        this.item(name, [this.computed(), ` constant ${name}`]);
        this.constants.push(name);
        break;
      }
      case 4: {
        const known = this.words.filter((w) => !w.throws && w.cost < 300 && hasNoFloats(w));
        if (known.length === 0) break;
        const target = random.pick(known);
        const name = this.name("d");
        this.item(name, [`defer ${name} ' ${target.name} is ${name}`], [target.name]);
        this.deferred.push({ ...target, name });
        break;
      }
      default: {
        const name = this.name("b");
        this.item(name, [`${8 * ARRAY_CELLS + 8} buffer: ${name} ${name} ${8 * ARRAY_CELLS + 8} erase`]);
        this.arrays.push(name);
      }
    }
  }

  /** A number, or code of the top level that makes one: known while compiling, or only to the program. */
  private computed(): Node[] {
    if (this.random.chance(0.6)) return [leaf(this.number(), 1)];
    return this.sequence(this.context(undefined, 4, false), 0, 1, 2);
  }

  /** A word that defines words, and a child. */
  private defining(): void {
    const maker = this.name("make");
    const info: WordInfo = {
      name: this.name("child"),
      ins: 1,
      outs: 1,
      fins: 0,
      fouts: 0,
      cost: 40,
      throws: false,
    };
    const context = this.context(info, 4, false);
    const before = this.cost;
    const body = this.sequence(context, 3, 1, 3);
    info.cost = Math.max(10, this.cost - before);
    this.item(maker, [`: ${maker} ( x y -- ) create , ,  does> ( n -- m ) 2@ `, body, ` ;`]);
    this.item(info.name, [`${this.number()} ${this.number()} ${maker} ${info.name}`], [maker]);
    this.words.push(info);
  }

  /** Words of the same effect, and a table of them. */
  private family(): void {
    const { random } = this;
    const ins = random.between(0, 3);
    const outs = random.between(0, 3);
    const members: WordInfo[] = [];
    for (let k = 0; k < 4; k++) {
      const info: WordInfo = { name: this.name("f"), ins, outs, fins: 0, fouts: 0, cost: 0, throws: false };
      const before = this.cost;
      const context = this.context(info, ins + 2, false);
      const body = this.sequence(context, ins, outs, random.between(1, 3));
      info.cost = this.cost - before + 4;
      this.item(info.name, [`: ${info.name} `, body, ` ;`]);
      members.push(info);
    }
    const name = this.name("t");
    const cells = members.map((m) => `' ${m.name} ,`).join(" ");
    this.item(
      name,
      [`create ${name} ${cells}`],
      members.map((m) => m.name),
    );
    this.words.push(...members.slice(0, 2));
    this.tables.push({ name, width: 4, ins, outs, cost: Math.max(...members.map((m) => m.cost)) + 6 });
  }

  /** A table of words of the system: their execution tokens have code that nobody wrote. */
  private primitives(): void {
    const name = this.name("t");
    const [tokens, ins, outs] = this.random.pick(TOKENS);
    this.item(name, [`create ${name} ${tokens.map((t) => `' ${t} ,`).join(" ")}`]);
    this.tables.push({ name, width: 4, ins, outs, cost: 12 });
  }

  /** A word that ends with a call of another, on one way or on both. */
  private forwarding(): void {
    const { random } = this;
    const known = this.words.filter((w) => !w.throws && w.cost < WORD_COST / 2 && hasNoFloats(w));
    if (known.length === 0) return;
    const target = random.pick(known);
    const same = known.filter((w) => w.outs === target.outs);
    const other = random.pick(same);
    const ins = random.between(0, 8);
    const info: WordInfo = {
      name: this.name("g"),
      ins,
      outs: target.outs,
      fins: 0,
      fouts: 0,
      cost: 0,
      throws: false,
    };
    const context = this.context(info, Math.max(target.ins, 4), false);
    const before = this.cost;
    const yes = this.sequence(context, ins, target.ins, 2);
    const no = this.sequence(context, ins, other.ins, 2);
    info.cost = this.cost - before + target.cost + other.cost;
    const parts: Part[] =
      ins > 0 && random.chance(0.5)
        ? [`dup 0< if `, yes, ` ${target.name} exit then `, no, ` ${other.name}`]
        : [yes, ` ${target.name}`];
    this.item(info.name, [`: ${info.name} `, ...parts, ` ;`], [target.name, other.name]);
    this.words.push(info);
  }

  // ---- definitions ----

  private context(word: WordInfo | undefined, hover: number, mayThrow: boolean): Context {
    return {
      word,
      locals: [],
      rstack: [],
      leaveDepth: -1,
      hover,
      mayThrow,
      repeats: 1,
      nesting: 0,
      floats: 0,
    };
  }

  private definition(): void {
    const { random } = this;
    if (random.chance(0.12)) {
      this.recursive();
      return;
    }
    if (random.chance(0.25)) {
      this.floatWord();
      return;
    }
    const ins = random.weighted([
      [3, random.between(0, 2)],
      [4, random.between(1, 4)],
      [2, random.between(5, 10)],
    ]);
    const outs = random.weighted([
      [5, random.between(0, 2)],
      [2, random.between(2, 5)],
      [1, random.between(6, 9)],
    ]);
    const info: WordInfo = { name: this.name("w"), ins, outs, fins: 0, fouts: 0, cost: 0, throws: false };
    const hover = random.weighted([
      [4, Math.max(ins, 4)],
      [2, 8],
      [2, 12],
      [1, 17],
    ]);
    const context = this.context(info, hover, random.chance(0.25));
    const { header, depth } = this.locals(context, ins);
    const before = this.cost;
    this.throws = false;
    const body = this.sequence(context, depth, outs, random.between(2, hover > 8 ? 16 : 9));
    info.cost = this.cost - before + 5;
    info.throws = this.throws;
    this.item(info.name, [
      `: ${info.name} ( ${"x ".repeat(ins)}-- ${"y ".repeat(outs)}) ${header}\n  `,
      body,
      ` ;`,
    ]);
    this.words.push(info);
  }

  /** A word that takes and leaves floats. */
  private floatWord(): void {
    const { random } = this;
    const ins = random.between(0, 3);
    const outs = random.between(0, 2);
    const fins = random.weighted([
      [5, random.between(0, 3)],
      [1, random.between(4, 9)],
    ]);
    const fouts = random.weighted([
      [5, random.between(0, 2)],
      [1, random.between(3, 8)],
    ]);
    const info: WordInfo = { name: this.name("x"), ins, outs, fins, fouts, cost: 0, throws: false };
    const context = { ...this.context(info, ins + 3, false), floats: fins };
    const before = this.cost;
    const body = this.sequence(context, ins, outs, random.between(3, 9));
    this.spend(context, 20);
    const ends: string[] = [];
    for (let k = fins; k > fouts; k--) ends.push(this.floatEnd());
    for (let k = fins; k < fouts; k++) ends.push(k > 0 && random.chance(0.5) ? "fdup" : this.float());
    info.cost = this.cost - before + 5;
    this.item(
      info.name,
      [
        `: ${info.name} ( ${"x ".repeat(ins)}-- ${"y ".repeat(outs)}) ( F: ${"r ".repeat(fins)}-- ${"r ".repeat(fouts)})\n  `,
        body,
        ` ${ends.join(" ")} ;`,
      ],
      [`mix-${this.seed}`, `fmix-${this.seed}`],
    );
    this.words.push(info);
  }

  private float(): string {
    return this.random.pick(this.random.weighted(FLOATS));
  }

  private floatEnd(): string {
    return this.expand(this.random.pick(FLOAT_ENDS)).replace(/(f?mix)/, `$1-${this.seed}`);
  }

  /** Code of a call, with the floats that go in and come out. */
  private callText(word: WordInfo, call = word.name): string {
    const before = Array.from({ length: word.fins }, () => `${this.float()} `).join("");
    return `${before}${call}${` fmix-${this.seed}`.repeat(word.fouts)}`;
  }

  /** After a throw: the floats that the word would have left, for those that it took. */
  private floatsAgain({ fins, fouts }: WordInfo): string {
    return "fdrop ".repeat(fins) + Array.from({ length: fouts }, () => `${this.float()} `).join("");
  }

  /** Floats that lie on their stack while other code runs, which may use them. */
  private withFloats(context: Context, depth: number): Node | undefined {
    const { random } = this;
    const count = random.weighted([
      [4, random.between(1, 3)],
      [1, random.between(4, 9)],
    ]);
    this.spend(context, 12 * count);
    const begin = Array.from({ length: count }, () =>
      random.chance(0.3) && depth > 0 ? "dup s>f" : this.float(),
    ).join(" ");
    const inner = { ...deeper(context), floats: context.floats + count };
    const end = Math.min(MAX_DEPTH, Math.max(0, depth + random.between(-1, 1)));
    const body = this.sequence(inner, depth, end, random.between(2, 6));
    const ends = Array.from({ length: count }, () => this.floatEnd()).join(" ");
    return {
      parts: [`${begin} `, body, ` ${ends}`],
      delta: end - depth,
      uses: [`mix-${this.seed}`, `fmix-${this.seed}`],
      arms: [],
    };
  }

  private floatShape(context: Context, depth: number): Node | undefined {
    const fitting = FLOAT_SHAPES.filter(
      ([, floats, ins, outs]) => floats <= context.floats && ins <= depth && depth - ins + outs <= MAX_DEPTH,
    ).map((s): Weighted<FloatShape> => [s[0], s]);
    if (fitting.length === 0) return undefined;
    const [, , ins, outs, texts] = this.random.weighted(fitting);
    this.spend(context, 30);
    return leaf(this.expand(this.random.pick(texts)), outs - ins);
  }

  private locals(context: Context, ins: number): { header: string; depth: number } {
    const { random } = this;
    if (!random.chance(0.3)) return { header: "", depth: ins };
    const taken = random.between(0, Math.min(ins, 6));
    const fresh = random.below(3);
    if (taken + fresh === 0) return { header: "", depth: ins };
    const names = Array.from({ length: taken + fresh }, (_, k) => `l${k}`);
    context.locals = names;
    const args = names.slice(0, taken).join(" ");
    return {
      header: `{: ${args} ${fresh > 0 ? `| ${names.slice(taken).join(" ")} ` : ""}:}`,
      depth: ins - taken,
    };
  }

  /** A word that calls itself with a counter on top, once or twice, in tail position or not. */
  private recursive(): void {
    const { random } = this;
    const ins = random.between(0, 4);
    const outs = random.between(0, 3);
    const info: WordInfo = {
      name: this.name("r"),
      ins: ins + 1,
      outs,
      fins: 0,
      fouts: 0,
      cost: 0,
      throws: false,
    };
    const context = this.context(info, ins + 3, false);
    context.nesting = 2;
    const before = this.cost;
    const base = this.sequence(context, ins, outs, 2);
    const kind = random.pick(["tail", "after", "tree"]);
    const mask = kind === "tree" ? 3 : 15;
    const calls = kind === "tree" ? 2 ** (mask + 1) : mask + 1;
    let parts: Part[];
    if (kind === "tail") {
      parts = [`1- >r `, this.sequence({ ...context, rstack: ["cell"] }, ins, ins, 3), ` r> recurse`];
    } else if (kind === "after") {
      const first = this.sequence({ ...context, rstack: ["cell"] }, ins, ins, 2);
      parts = [`1- >r `, first, ` r> recurse `, this.sequence(context, outs, outs, 3)];
    } else {
      const first = this.sequence({ ...context, rstack: ["cell"] }, ins, ins, 1);
      const second = this.sequence({ ...context, rstack: ["cell"] }, outs, ins, 2);
      const last = this.sequence(context, outs, outs, 2);
      parts = [`1- >r `, first, ` r@ recurse `, second, ` r> recurse `, last];
    }
    info.cost = (this.cost - before + 12) * calls;
    this.cost = before;
    // The counter is bounded where the word is entered, not by those who call it.
    const inner = `${info.name}-in`;
    this.item(inner, [
      `: ${inner} ( ${"x ".repeat(ins)}n -- ${"y ".repeat(outs)})\n  dup 0> 0= if drop `,
      base,
      ` else `,
      ...parts,
      ` then ;`,
    ]);
    this.item(info.name, [`: ${info.name} ${mask} and ${inner} ;`], [inner]);
    if (info.cost < 2 * WORD_COST) this.words.push(info);
  }

  /** A word that calls itself on the way to a sum, a product or the like; or two that call each other. */
  private accumulating(): void {
    const { random } = this;
    if (random.chance(0.25)) {
      this.mutual();
      return;
    }
    const uses = new Set<string>();
    const { ins, outs, mask, steps, text } = recursion(this.surroundings(), uses);
    const info: WordInfo = {
      name: this.name("n"),
      ins: ins + 1,
      outs,
      fins: 0,
      fouts: 0,
      cost: steps,
      throws: false,
    };
    const inner = `${info.name}-in`;
    this.item(inner, [`: ${inner} ${this.expand(text)} ;`], [...uses]);
    this.item(info.name, [`: ${info.name} ${mask} and ${inner} ;`], [inner]);
    this.words.push(info);
  }

  private mutual(): void {
    const info: WordInfo = {
      name: this.name("n"),
      ins: 1,
      outs: 1,
      fins: 0,
      fouts: 0,
      cost: 500,
      throws: false,
    };
    const [first, second, later] = ["a", "b", "later"].map((end) => `${info.name}-${end}`) as [
      string,
      string,
      string,
    ];
    const body = (other: string): string => this.expand(mutualBody(this.surroundings(), other));
    this.item(later, [`defer ${later}`]);
    this.item(first, [`: ${first} ${body(later)} ;`], [later]);
    this.item(second, [`: ${second} ${body(first)} ; ' ${second} is ${later}`], [first, later]);
    this.item(info.name, [`: ${info.name} 15 and ${first} ;`], [second, first]);
    this.words.push(info);
  }

  // ---- the top level ----

  /** Returns the steps it takes. */
  private statement(): number {
    const { random } = this;
    const before = this.cost;
    switch (random.below(6)) {
      case 0: {
        const depth = random.between(1, 4);
        const nodes = this.sequence(this.context(undefined, 5, false), 0, depth, random.between(2, 8));
        this.item(undefined, [nodes, ` ${". ".repeat(depth)}`]);
        break;
      }
      case 1:
        if (this.values.length > 0) {
          const name = random.pick(this.values);
          this.item(
            undefined,
            [this.sequence(this.context(undefined, 3, false), 0, 1, 2), ` to ${name}`],
            [name],
          );
        }
        break;
      case 2:
        if (this.variables.length > 0) {
          const name = random.pick(this.variables);
          this.item(
            undefined,
            [
              this.sequence(this.context(undefined, 3, false), 0, 1, 2),
              ` ${name} ${random.pick(["!", "+!"])}`,
            ],
            [name],
          );
        }
        break;
      case 3:
        if (this.deferred.length > 0) {
          const name = random.pick(this.deferred);
          const fits = this.words.filter(
            (w) =>
              w.ins === name.ins &&
              w.outs === name.outs &&
              w.cost <= name.cost &&
              !w.throws &&
              hasNoFloats(w) &&
              this.precedes(w, name),
          );
          if (fits.length > 0) {
            const target = random.pick(fits);
            this.item(undefined, [`' ${target.name} is ${name.name}`], [target.name, name.name]);
          }
        }
        break;
      default:
        if (this.words.length > 0) return this.callFromTop(random.pick(this.words));
    }
    return this.cost - before;
  }

  /** A word that was defined before a deferred word cannot call it: no recursion without bound. */
  private precedes(word: WordInfo, deferred: WordInfo): boolean {
    const order = (name: string): number => Number(/\d+/.exec(name)![0]);
    return order(word.name) < order(deferred.name);
  }

  private callFromTop(word: WordInfo): number {
    const { random } = this;
    const numbers = Array.from({ length: word.ins }, () => this.number()).join(" ");
    if (!word.throws && random.chance(0.7)) {
      const printed = word.outs === 0 ? `sum-${this.seed} @ .` : ". ".repeat(word.outs);
      this.item(
        undefined,
        [`${numbers} ${this.callText(word)} ${printed} cr`],
        [word.name, `sum-${this.seed}`, `fmix-${this.seed}`],
      );
      return word.cost;
    }
    // What a throw leaves is as deep as the inputs were, but not the same.
    const name = this.name("c");
    this.item(
      name,
      [
        `: ${name} ( -- ) ${numbers} ${this.callText(word, `['] ${word.name} catch dup . if ${"drop ".repeat(word.ins)}${this.floatsAgain(word)}else ${". ".repeat(word.outs)}then`)} cr ;`,
      ],
      [word.name, `fmix-${this.seed}`],
    );
    this.item(undefined, [`${name}`], [name]);
    return word.cost + 20;
  }

  // ---- sequences ----

  /** Nodes that take the stack from depth `from` to depth `to`. */
  private sequence(context: Context, from: number, to: number, length: number): Node[] {
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

  private reducer(depth: number): string {
    if (this.random.chance(0.1)) return `mix-${this.seed}`;
    return depth >= 2 ? this.random.pick(REDUCERS) : "drop";
  }

  private spend(context: Context, steps: number): void {
    this.cost += steps * context.repeats;
  }

  /** May something of this many steps stand here? */
  private affordable(context: Context, steps: number): boolean {
    return steps * context.repeats <= WORD_COST / (1 + context.nesting);
  }

  private expand(text: string): string {
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

  private shape(shapes: readonly Shape[], context: Context, depth: number): Node | undefined {
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

  private node(context: Context, depth: number): Node | undefined {
    const { random } = this;
    if (context.word === undefined) {
      return random.chance(0.75)
        ? this.shape(SHAPES, context, depth)
        : (this.access(context, depth) ?? this.call(context, depth));
    }
    const structured = context.nesting < 4 && this.affordable(context, 40);
    const kind = random.weighted<NodeKind>([
      [30, "shape"],
      [7, "access"],
      [context.locals.length > 0 ? 8 : 0, "local"],
      [5, "call"],
      [structured ? 5 : 0, "if"],
      [structured ? 2 : 0, "loop"],
      [structured ? 2 : 0, "counted"],
      [structured ? 1 : 0, "case"],
      [structured ? 3 : 0, "return"],
      [2, "escape"],
      [context.rstack.length > 0 ? 4 : 0, "index"],
      [context.mayThrow ? 3 : 0, "throwing"],
      [2, "indirect"],
      [structured ? 1 : 0, "catch"],
      [structured ? 1 : 0, "dynamic"],
      [structured ? 10 : 0, "idiom"],
      [2, "mix"],
      [structured ? 4 : 0, "floats"],
      [context.floats > 0 ? 40 : 0, "float"],
    ]);
    switch (kind) {
      case "shape":
        return this.shape(SHAPES, context, depth);
      case "access":
        return this.access(context, depth);
      case "local":
        return this.local(context, depth);
      case "call":
        return this.call(context, depth);
      case "if":
        return this.branch(context, depth);
      case "loop":
        return this.loop(context, depth);
      case "counted":
        return this.counted(context, depth);
      case "case":
        return this.selection(context, depth);
      case "return":
        return this.onReturnStack(context, depth);
      case "escape":
        return this.escape(context, depth);
      case "index":
        return this.index(context, depth);
      case "throwing": {
        const node = this.shape(THROWING, context, depth);
        if (node !== undefined) this.throws = true;
        return node;
      }
      case "indirect":
        return this.indirect(context, depth);
      case "catch":
        return this.caught(context, depth);
      case "dynamic":
        return this.dynamic(context, depth);
      case "idiom":
        return this.idiom(context, depth);
      case "floats":
        return this.withFloats(context, depth);
      case "float":
        return this.floatShape(context, depth);
      case "mix":
        if (random.chance(0.15) && this.affordable(context, PRINT_COST)) {
          this.spend(context, PRINT_COST);
          return depth > 0 ? leaf(random.pick(PRINTS), 0) : undefined;
        }
        this.spend(context, 10);
        return depth > 0 ? leaf(`dup mix-${this.seed}`, 0, [`mix-${this.seed}`]) : undefined;
    }
  }

  // ---- leaves ----

  private access(context: Context, depth: number): Node | undefined {
    const { random } = this;
    this.spend(context, 6);
    const options: [text: string, ins: number, outs: number, name: string][] = [];
    if (this.variables.length > 0) {
      const v = random.pick(this.variables);
      options.push(
        [`${v} @`, 0, 1, v],
        [`${v} !`, 1, 0, v],
        [`${v} +!`, 1, 0, v],
        [`dup ${v} ! ${v} @ +`, 1, 1, v],
      );
      options.push([`${v} @ # + dup ${v} !`, 0, 1, v], [`# ${v} !`, 0, 0, v], [`1 ${v} +!`, 0, 0, v]);
      options.push(
        [`${v} c@`, 0, 1, v],
        [`${v} 3 + c!`, 1, 0, v],
        [`${v} l@`, 0, 1, v],
        [`${v} 4 + l!`, 1, 0, v],
      );
    }
    if (this.values.length > 0) {
      const q = random.pick(this.values);
      options.push(
        [q, 0, 1, q],
        [`to ${q}`, 1, 0, q],
        [`${q} # xor to ${q}`, 0, 0, q],
        [`dup to ${q} ${q} -`, 1, 1, q],
      );
    }
    if (this.arrays.length > 0) {
      const a = random.pick(this.arrays);
      const at = 8 * random.below(ARRAY_CELLS);
      options.push(
        [`7 and cells ${a} + @`, 1, 1, a],
        [`7 and cells ${a} + !`, 2, 0, a],
        [`${a} ${at} + @`, 0, 1, a],
      );
      options.push([`${a} ${at} + !`, 1, 0, a], [`63 and ${a} + c@`, 1, 1, a], [`63 and ${a} + c!`, 2, 0, a]);
      options.push(
        [`7 and cells ${a} + +!`, 2, 0, a],
        [`7 and cells ${a} + 2@`, 1, 2, a],
        [`${a} ${at} + 2!`, 2, 0, a],
      );
      options.push(
        [`60 and ${a} + l@`, 1, 1, a],
        [`60 and ${a} + l!`, 2, 0, a],
        [`62 and ${a} + w@`, 1, 1, a],
      );
      options.push(
        [`62 and ${a} + w!`, 2, 0, a],
        [`${a} ${at} + count nip`, 0, 1, a],
        [`${a} ${at} + @ ${a} @ xor`, 0, 1, a],
      );
      options.push(
        [`7 and cells ${a} + dup @ swap 8 + @ -`, 1, 1, a],
        [`dup 7 and cells ${a} + @ swap ${a} !`, 1, 1, a],
      );
      options.push(
        [`${a} ${a} 8 + 24 move`, 0, 0, a],
        [`${a} 16 + 9 rot fill`, 1, 0, a],
        [`${a} 5 + ${a} 19 cmove`, 0, 0, a],
      );
    }
    if (this.constants.length > 0) {
      const k = random.pick(this.constants);
      options.push([k, 0, 1, k], [`${k} +`, 1, 1, k], [`${k} xor`, 1, 1, k]);
    }
    const fitting = options.filter(([, ins, outs]) => ins <= depth && depth - ins + outs <= MAX_DEPTH);
    if (fitting.length === 0) return undefined;
    const [text, ins, outs, name] = random.pick(fitting);
    // Changing a name's meaning by `to` at the top level parses; `to` is fine in both.
    return leaf(this.expand(text), outs - ins, [name]);
  }

  private surroundings(): Surroundings {
    const { random, seed, arrays, variables, pointers, floatArrays, uneven } = this;
    return { random, seed, arrays, variables, pointers, floatArrays, uneven };
  }

  private idiom(context: Context, depth: number): Node | undefined {
    const piece = idiom(this.surroundings(), depth, MAX_DEPTH - 4 - depth);
    if (piece === undefined || !this.affordable(context, piece.steps)) return undefined;
    this.spend(context, piece.steps);
    return leaf(this.expand(piece.text), piece.outs - piece.ins, piece.uses);
  }

  private local(context: Context, depth: number): Node | undefined {
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

  private callable(context: Context, depth: number, list: readonly WordInfo[]): WordInfo | undefined {
    const fitting = list.filter(
      (w) =>
        depth - w.ins + w.outs <= MAX_DEPTH &&
        w.ins <= depth + 2 &&
        this.affordable(context, w.cost) &&
        (context.mayThrow || !w.throws),
    );
    return fitting.length === 0 ? undefined : this.random.pick(fitting);
  }

  private call(context: Context, depth: number): Node | undefined {
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

  private indirect(context: Context, depth: number): Node | undefined {
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

  private index(context: Context, depth: number): Node | undefined {
    if (depth >= MAX_DEPTH) return undefined;
    const { rstack } = context;
    const top = rstack[rstack.length - 1];
    this.spend(context, 2);
    if (top === "cell") return leaf("r@", 1);
    if (top === "pair") return depth + 2 <= MAX_DEPTH ? leaf("2r@", 2) : undefined;
    if (rstack[rstack.length - 2] === "loop" && this.random.chance(0.4)) return leaf("j", 1);
    return leaf(this.random.pick(["i", "i", "i 1+", "i 3 *"]), 1);
  }

  /** Leaving the loop or the word early, under a condition. */
  private escape(context: Context, depth: number): Node | undefined {
    const { random } = this;
    const { rstack, word } = context;
    if (word === undefined) return undefined;
    const condition = this.shape(CONDITIONS, context, depth);
    if (condition === undefined) return undefined;
    const inside = depth + condition.delta - 1;
    const { floats } = context;
    if (
      rstack[rstack.length - 1] === "loop" &&
      context.leaveDepth >= 0 &&
      floats === 0 &&
      random.chance(0.6)
    ) {
      if (inside < context.leaveDepth) return undefined;
      // The flag is consumed on both ways, the rest is the same where the loop goes on.
      const body = this.sequence(deeper(context), inside, context.leaveDepth, 1);
      return { parts: [[condition], ` if `, body, ` leave then`], delta: inside - depth, uses: [], arms: [] };
    }
    const unwind = rstack
      .toReversed()
      .map((r) => ({ loop: "unloop", cell: "rdrop", pair: "2rdrop" })[r])
      .join(" ");
    const body = this.sequence(deeper(context), inside, word.outs, 1);
    const left = Array.from({ length: word.fouts }, () => `${this.float()} `).join("");
    return {
      parts: [[condition], ` if `, body, ` ${"fdrop ".repeat(floats)}${left}${unwind} exit then`],
      delta: inside - depth,
      uses: [],
      arms: [],
    };
  }

  // ---- structures ----

  private branch(context: Context, depth: number): Node | undefined {
    const { random } = this;
    const condition = this.shape(CONDITIONS, context, depth);
    if (condition === undefined) return undefined;
    const start = depth + condition.delta - 1;
    const inner = deeper(context);
    if (random.chance(0.35)) {
      const body = this.sequence(inner, start, start, random.between(1, 4));
      return { parts: [[condition], ` if `, body, ` then`], delta: start - depth, uses: [], arms: [2] };
    }
    const end = Math.min(MAX_DEPTH, Math.max(0, start + random.between(-2, 2)));
    const yes = this.sequence(inner, start, end, random.between(1, 5));
    const no = this.sequence(inner, start, end, random.between(1, 5));
    return {
      parts: [[condition], ` if `, yes, ` else `, no, ` then`],
      delta: end - depth,
      uses: [],
      arms: [2, 4],
    };
  }

  /** begin-loops, bounded by a counter on the return stack or below the values. */
  private loop(context: Context, depth: number): Node | undefined {
    const { random } = this;
    if (depth + 2 > MAX_DEPTH) return undefined;
    const trips = random.between(1, 6);
    if (!this.affordable(context, trips * 30)) return undefined;
    const inner = repeated(context, trips);
    const onReturn: Context = { ...inner, rstack: [...context.rstack, "cell"], leaveDepth: -1 };
    switch (random.below(4)) {
      case 0: {
        const body = this.sequence(onReturn, depth, depth, random.between(1, 5));
        return node([`${trips} >r begin `, body, ` r> 1- dup >r 0= until rdrop`], 0);
      }
      case 1: {
        const body = this.sequence(onReturn, depth, depth, random.between(1, 5));
        return node([`${trips} begin dup while 1- >r `, body, ` r> repeat drop`], 0);
      }
      case 2: {
        // Two ways out: the counter, and what the values say.
        const flag = this.sequence(onReturn, depth, depth + 1, random.between(1, 4));
        return node(
          [
            `${trips} >r begin `,
            flag,
            ` 1 and r> 1- dup >r 0> and while `,
            this.sequence(onReturn, depth, depth, 2),
            ` repeat rdrop`,
          ],
          0,
        );
      }
      default: {
        const flag = this.sequence(onReturn, depth, depth + 1, random.between(1, 4));
        return node([`${trips} >r begin `, flag, ` 0< r> 1- dup >r 0= or until r> drop`], 0);
      }
    }
  }

  private counted(context: Context, depth: number): Node | undefined {
    const { random } = this;
    if (depth + 2 > MAX_DEPTH) return undefined;
    const heads: [text: string, trips: number, delta: number, ends: readonly string[]][] = [
      ["5 0 do", 5, 0, ["loop", "1 +loop", "2 +loop", "7 +loop"]],
      ["0 6 do", 7, 0, ["-1 +loop", "-2 +loop", "-3 +loop", "-100 +loop"]],
      ["-3 3 do", 7, 0, ["-1 +loop", "-2 +loop", "-5 +loop"]],
      ["# dup 4 + swap do", 4, 0, ["loop", "3 +loop"]],
      ["# dup 4 - swap do", 5, 0, ["-1 +loop", "-3 +loop"]],
      ["4 0 ?do", 4, 0, ["loop", "3 +loop"]],
      ["0 0 ?do", 1, 0, ["loop"]],
      [`${MAX} dup 3 - do`, 3, 0, ["loop", "2 +loop"]],
      [`${MIN} dup 2 - do`, 2, 0, ["loop"]],
    ];
    if (depth > 0) {
      heads.push(["7 and 0 ?do", 7, -1, ["loop", "2 +loop", "i 1 and 1+ +loop"]]);
      heads.push(["7 and 1+ 0 do", 8, -1, ["loop", "3 +loop"]]);
      heads.push(["dup 3 and over + swap ?do", 3, -1, ["loop", "1 +loop", "i 3 and 1+ +loop"]]);
      heads.push(["dup 5 - swap do", 6, -1, ["-1 +loop", "-2 +loop", "i 1 or 3 and negate +loop"]]);
    }
    const [head, trips, delta, ends] = random.pick(heads);
    if (!this.affordable(context, trips * 30)) return undefined;
    const level = depth + delta;
    const inner: Context = {
      ...repeated(context, trips),
      rstack: [...context.rstack, "loop"],
      leaveDepth: level,
    };
    const body = this.sequence(inner, level, level, random.between(1, 6));
    return node([`${this.expand(head)} `, body, ` ${random.pick(ends)}`], delta);
  }

  private selection(context: Context, depth: number): Node | undefined {
    const { random } = this;
    if (depth < 1) return undefined;
    const inner = deeper(context);
    const base = depth - 1;
    const end = Math.min(MAX_DEPTH - 1, Math.max(0, base + random.between(-1, 1)));
    // Few arms, or so many that a table pays; dense, with holes or anything.
    const dense = random.chance(0.4);
    const first = random.pick([0, 0, 0, 1, -2, 100]);
    const holes = random.chance(0.3);
    const mask = dense ? `15 and ${first === 0 ? "" : `${first} + `}` : random.chance(0.6) ? "3 and " : "";
    const arms = dense ? random.between(5, 14) : random.between(1, 4);
    const parts: Part[] = [`${mask}case `];
    for (let k = 0; k < arms; k++) {
      if (holes && random.chance(0.3)) continue;
      parts.push(
        ` ${dense ? first + k : mask !== "" ? k : this.number()} of `,
        this.sequence(inner, base, end, dense ? random.below(2) : 2),
        ` endof`,
      );
    }
    parts.push(` `, this.sequence(inner, base + 1, end, 2), ` 0 endcase`);
    return node(parts, end - depth);
  }

  private onReturnStack(context: Context, depth: number): Node | undefined {
    const { random } = this;
    const pair = depth >= 2 && random.chance(0.3);
    const size = pair ? 2 : 1;
    if (depth < size) return undefined;
    const inner: Context = {
      ...deeper(context),
      rstack: [...context.rstack, pair ? "pair" : "cell"],
      leaveDepth: -1,
    };
    const end = Math.min(MAX_DEPTH - 2, Math.max(0, depth - size + random.between(-1, 2)));
    const body = this.sequence(inner, depth - size, end, random.between(1, 4));
    const drops = random.chance(0.15);
    const close = pair ? (drops ? "2rdrop" : "2r>") : drops ? "rdrop" : "r>";
    return node([pair ? `2>r ` : `>r `, body, ` ${close}`], end - depth + (drops ? 0 : size));
  }

  /** A word under `catch`: its inputs are worthless if it throws, the code is a value like others. */
  private caught(context: Context, depth: number): Node | undefined {
    const { random } = this;
    const throwing = this.words.filter((w) => w.throws);
    const list = throwing.length > 0 && random.chance(0.7) ? throwing : this.words;
    const word = this.callable({ ...context, mayThrow: true }, depth, list);
    if (word === undefined) return undefined;
    const missing = Math.max(0, word.ins - depth);
    const numbers = Array.from({ length: missing }, () => this.number() + " ").join("");
    this.spend(context, word.cost + word.ins + word.outs + 6);
    const { ins, outs } = word;
    const fill = Array.from({ length: outs }, () => this.number() + " ").join("");
    const drops = "drop ".repeat(ins);
    const handler = random.pick(["if", `?dup if mix-${this.seed}`, `dup mix-${this.seed} if`]);
    const text = `catch ${handler} ${drops}${fill}${this.floatsAgain(word)}then`;
    return leaf(numbers + this.callText(word, `['] ${word.name} ${text}`), missing + outs - ins, [
      word.name,
      `mix-${this.seed}`,
      `fmix-${this.seed}`,
    ]);
  }

  private dynamic(context: Context, depth: number): Node | undefined {
    const { random } = this;
    if (depth + 6 > MAX_DEPTH) return undefined;
    this.spend(context, 40);
    const [, text, delta] = random.pick(UNEVEN.filter(([ins]) => ins <= depth));
    return leaf(this.expand(text), delta);
  }
}

type NodeKind =
  | "shape"
  | "access"
  | "local"
  | "call"
  | "if"
  | "loop"
  | "counted"
  | "case"
  | "return"
  | "escape"
  | "index"
  | "throwing"
  | "indirect"
  | "catch"
  | "dynamic"
  | "idiom"
  | "floats"
  | "float"
  | "mix";

/** What the top level cannot interpret. */
const COMPILE_ONLY = /(^| )(>r|2>r|if|\[)( |$)/;

const hasNoFloats = ({ fins, fouts }: WordInfo): boolean => fins + fouts === 0;

const leaf = (text: string, delta: number, uses: readonly string[] = []): Node => ({
  parts: [text],
  delta,
  uses,
  arms: [],
});

const node = (parts: Part[], delta: number): Node => ({ parts, delta, uses: [], arms: [] });

const deeper = (context: Context): Context => ({ ...context, nesting: context.nesting + 1 });

const repeated = (context: Context, trips: number): Context => ({
  ...context,
  nesting: context.nesting + 1,
  repeats: context.repeats * trips,
});

// ---- text ----

/** What gforth 0.7.3 lacks, or does otherwise where the standard leaves it open. */
const GFORTH_PRELUDE = `
: umax 2dup u< if swap then drop ;
: arshift 63 and dup 0= if drop exit then 0 ?do 2/ loop ;
: lshift 63 and lshift ;  : rshift 63 and rshift ;
: third 2 pick ;  : fourth 3 pick ;
: u/mod 0 swap um/mod ;
: buffer: create allot ;
: catch catch dup -11 = if drop -10 then ;
`;

/** So that both print the same: gforth tells no overflow of a quotient from a division by zero. */
const FOR_GFORTH = ": catch-code dup -11 = if drop -10 then ;\n";

/** `ffc/gforth` is for our compiler where its output is compared with gforth's. */
export type Dialect = "ffc" | "ffc/gforth" | "gforth";

export function render(program: Program, dialect: Dialect = "ffc"): string {
  const body = program.items
    .map((item) => partsText(item.parts).replace(/ {2,}/g, " ").trim() + "\n")
    .join("");
  switch (dialect) {
    case "ffc":
      return body;
    case "ffc/gforth":
      return FOR_GFORTH + body.replace(/(\S+) catch /g, "$1 catch catch-code ");
    case "gforth":
      return GFORTH_PRELUDE + body.replace(/\{: ([^|:]*)(?:\| ([^:]*))?:\}/g, gforthLocals);
  }
}

/** gforth 0.7.3 has `{ a b }` alone, and takes what we start as 0 from the stack. */
function gforthLocals(_: string, args: string, fresh: string | undefined): string {
  const zeros = (fresh ?? "").trim().split(" ").filter(Boolean);
  return `${"0 ".repeat(zeros.length)}{ ${args}${zeros.join(" ")} }`;
}

export function partsText(parts: readonly Part[]): string {
  return parts.map((p) => (typeof p === "string" ? p : p.map((n) => partsText(n.parts)).join(" "))).join("");
}

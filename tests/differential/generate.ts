/**
 * Random Forth programs that are correct by construction: whoever runs one gets the same output, and no
 * stack runs empty. This is their top level: data, definitions of all kinds, statements.
 *
 * The generator knows the depth of the stack at each place, grows it towards a depth of the word's own
 * (which makes words with many values alive at once), and ends a sequence by bringing it to the depth that is
 * wanted: see `code.ts`.
 */
import {
  ARRAY_CELLS,
  type Context,
  hasNoFloats,
  isModern,
  PROGRAM_COST,
  WORD_COST,
  type WordInfo,
} from "./code.ts";
import { mutualBody, recursion, unevenBody } from "./idioms.ts";
import { type Item, leaf, type Node, type Part, type Program } from "./program.ts";
import { TOKENS } from "./shapes.ts";
import { StructureGenerator } from "./structures.ts";

/** Each eighth batch of ten has programs with threads: from the first thread on nothing more runs in the evaluator. */
const isThreaded = (seed: number): boolean => isModern(seed) && Math.floor(seed / 10) % 8 === 5;

export function generate(seed: number): Program {
  return new Generator(seed).program();
}

class Generator extends StructureGenerator {
  private readonly items: Item[] = [];
  private count = 0;

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
    const smix = `smix-${this.seed}`;
    this.item(
      smix,
      [`: ${smix} ( addr u -- ) bounds ?do i c@ mix-${this.seed} loop ;`],
      [`mix-${this.seed}`],
    );
    this.data();
    const threaded = isThreaded(this.seed);
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
      if (threaded && random.chance(0.5)) this.tasksOf();
      for (let calls = random.below(3); calls > 0 && spent < PROGRAM_COST; calls--) spent += this.statement();
    }
    // At the end each word is called at least once, with everything defined.
    for (const word of this.words.slice()) {
      if (spent + word.cost < PROGRAM_COST) spent += this.callFromTop(word);
    }
    this.item(undefined, [`sum-${this.seed} @ . depth . cr`], [`sum-${this.seed}`]);
    if (random.chance(0.25)) this.deferSomewhere();
    return { seed: this.seed, items: this.items, modern: this.isModern };
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

  private tasksOf(): void {
    const { random, items } = this;
    const known = this.callableByTasks;
    const answering = known.filter(({ ins, outs }) => ins === 1 && outs === 1);
    if (random.chance(0.3)) items.push(this.channelItem(this.name("ch")));
    if (known.length > 0) items.push(this.callingTask(this.name("task"), random.pick(known)));
    const leaving = known.filter(({ outs }) => outs > 0);
    if (leaving.length > 0 && random.chance(0.5))
      items.push(this.resultTask(this.name("task"), random.pick(leaving)));
    if (answering.length > 0) {
      const [request, answer] = [this.name("ch"), this.name("ch")];
      items.push(this.channelItem(request), this.channelItem(answer));
      items.push(this.answeringTask(this.name("task"), request, answer, random.pick(answering)));
    }
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
}

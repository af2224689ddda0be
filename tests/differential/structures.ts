/**
 * Control structures of random programs: branches, loops, cases, the return stack, exceptions, floats that lie under
 * other code. Each holds sequences of nodes. Chooses, too, what stands next in a sequence.
 */
import { type Context, deeper, MAX_DEPTH, type WordInfo } from "./code.ts";
import { leaf, type Node, node, type Part } from "./program.ts";
import { CONDITIONS, MAX, MIN, PRINT_COST, PRINTS, SHAPES, THROWING, UNEVEN } from "./shapes.ts";
import { TaskGenerator } from "./tasks.ts";

export abstract class StructureGenerator extends TaskGenerator {
  protected node(context: Context, depth: number): Node | undefined {
    const { random } = this;
    if (context.word === undefined) {
      return random.chance(0.75)
        ? this.shape(SHAPES, context, depth)
        : (this.access(context, depth) ?? this.call(context, depth));
    }
    const structured = context.nesting < 4 && this.affordable(context, 40);
    const kind = random.weighted<NodeKind>([
      [30, "shape"],
      [5, "access"],
      [6, "element"],
      [1, "bytes"],
      [1, "string"],
      [structured && this.isModern ? 2 : 0, "block"],
      [structured && this.isModern ? 3 : 0, "quotation"],
      [context.locals.length > 0 ? 8 : 0, "local"],
      [5, "call"],
      [structured ? 5 : 0, "if"],
      [structured ? 2 : 0, "loop"],
      [structured ? 2 : 0, "counted"],
      [structured ? 1 : 0, "case"],
      [structured ? 2 : 0, "machine"],
      [structured ? 3 : 0, "return"],
      [2, "escape"],
      [context.rstack.length > 0 ? 4 : 0, "index"],
      [context.mayThrow ? 3 : 0, "throwing"],
      [2, "indirect"],
      [structured ? 1 : 0, "catch"],
      [structured ? 1 : 0, "dynamic"],
      [structured ? 10 : 0, "idiom"],
      [2, "mix"],
      [structured && this.hasTasks ? 8 : 0, "task"],
      [structured ? 4 : 0, "floats"],
      [context.floats > 0 ? 40 : 0, "float"],
    ]);
    switch (kind) {
      case "shape":
        return this.shape(SHAPES, context, depth);
      case "access":
        return this.access(context, depth);
      case "element":
        return this.element(context, depth);
      case "bytes":
        return this.bytes(context, depth);
      case "string":
        return this.string(context, depth);
      case "block":
        return this.block(context, depth);
      case "quotation":
        return this.quotation(context, depth);
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
      case "machine":
        return this.machine(context, depth);
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
      case "task":
        return this.task(context, depth);
      case "mix":
        if (random.chance(0.15) && this.affordable(context, PRINT_COST)) {
          this.spend(context, PRINT_COST);
          return depth > 0 ? leaf(random.pick(PRINTS), 0) : undefined;
        }
        this.spend(context, 10);
        return depth > 0 ? leaf(`dup mix-${this.seed}`, 0, [`mix-${this.seed}`]) : undefined;
    }
  }

  /** Leaving the loop or the word early, under a condition. */
  protected escape(context: Context, depth: number): Node | undefined {
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
      .map((r) => ({ loop: "unloop", cell: "rdrop", pair: "2rdrop", block: "rdrop" })[r])
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

  protected branch(context: Context, depth: number): Node | undefined {
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
  protected loop(context: Context, depth: number): Node | undefined {
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

  protected counted(context: Context, depth: number): Node | undefined {
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

  protected selection(context: Context, depth: number): Node | undefined {
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

  /** A loop that goes from state to state; the state lies on top between the rounds. */
  protected machine(context: Context, depth: number): Node | undefined {
    const { random } = this;
    const trips = random.between(3, 12);
    if (depth + 3 > MAX_DEPTH || !this.affordable(context, trips * 40)) return undefined;
    const inner: Context = {
      ...repeated(context, trips),
      rstack: [...context.rstack, "loop"],
      leaveDepth: -1,
    };
    const states = random.between(2, 4);
    const state = (): string => String(random.below(states));
    const parts: Part[] = [`${random.chance(0.8) ? state() : this.number()} ${trips} 0 do case `];
    for (let k = 0; k < states; k++) {
      parts.push(` ${k} of `, this.sequence(inner, depth, depth, random.below(4)));
      const next = random.below(4);
      if (next === 0) parts.push(` ${state()} endof`);
      else if (next === 1) parts.push(` i 1 and if ${state()} else ${state()} then endof`);
      else {
        const flag = this.sequence(inner, depth, depth + 1, random.between(1, 3));
        parts.push(` `, flag, ` 1 and if ${state()} else ${random.chance(0.3) ? k : state()} then endof`);
      }
    }
    parts.push(` `, this.sequence(inner, depth + 1, depth + 1, random.below(3)), ` ${state()} swap endcase`);
    return node([...parts, ` loop drop`], 0);
  }

  protected onReturnStack(context: Context, depth: number): Node | undefined {
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
  protected caught(context: Context, depth: number): Node | undefined {
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

  /** A piece of the word as a word without a name, called at once, from below or under `catch`. */
  protected quotation(context: Context, depth: number): Node | undefined {
    const { random } = this;
    const ins = random.below(Math.min(depth, 4) + 1);
    const outs = Math.min(random.between(0, 4), MAX_DEPTH - depth + ins);
    const word: WordInfo = { name: "", ins, outs, fins: 0, fouts: 0, cost: 0, throws: false };
    const inner: Context = {
      ...deeper(context),
      word,
      locals: [],
      rstack: [],
      leaveDepth: -1,
      hover: ins + 2,
      mayThrow: random.chance(0.4),
      floats: 0,
    };
    const { throws } = this;
    this.throws = false;
    const body = this.sequence(inner, ins, outs, random.between(1, 5));
    const mayThrow = this.throws;
    this.throws = throws;
    this.spend(context, 20);
    if (!mayThrow) {
      const call = random.pick(["execute", "execute", ">r r> execute", "1 if else drop 0 then execute"]);
      return node([`[: `, body, ` ;] ${call}`], outs - ins);
    }
    const fill = Array.from({ length: outs }, () => this.number() + " ").join("");
    const mix = `mix-${this.seed}`;
    return {
      ...node([`[: `, body, ` ;] catch dup ${mix} if ${"drop ".repeat(ins)}${fill}then`], outs - ins),
      uses: [mix],
    };
  }

  protected dynamic(context: Context, depth: number): Node | undefined {
    const { random } = this;
    if (depth + 6 > MAX_DEPTH) return undefined;
    this.spend(context, 40);
    const [, text, delta] = random.pick(UNEVEN.filter(([ins]) => ins <= depth));
    return leaf(this.expand(text), delta);
  }

  /** Floats that lie on their stack while other code runs, which may use them. */
  protected withFloats(context: Context, depth: number): Node | undefined {
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
}

type NodeKind =
  | "shape"
  | "access"
  | "element"
  | "bytes"
  | "string"
  | "block"
  | "quotation"
  | "local"
  | "call"
  | "if"
  | "loop"
  | "counted"
  | "case"
  | "machine"
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
  | "task"
  | "mix";

const repeated = (context: Context, trips: number): Context => ({
  ...context,
  nesting: context.nesting + 1,
  repeats: context.repeats * trips,
});

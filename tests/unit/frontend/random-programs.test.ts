/**
 * Random programs, evaluated while compiling and compiled to native code: both must print the same. The
 * evaluator is the reference; the code that build-ssa makes is verified and run by the interpreter of the IR.
 *
 * A program is a sequence of words that call earlier ones, full of what makes the stacks' shapes hard to
 * follow: `?dup`, `catch`, `execute` of known and unknown tokens, branches that leave different depths,
 * loops that push, return-stack words, locals, early exits. The generator knows a lower bound of the depth,
 * so that no program underflows.
 */
import { describe, expect, it } from "vitest";
import { interpret } from "../../../src/codegen/ir/interpret.ts";
import { verifyModule } from "../../../src/codegen/ir/verify.ts";
import { compileSource } from "../../../src/frontend/frontend.ts";
import { renderDiagnostic } from "../../../src/support/diagnostics.ts";

/** Mulberry32. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

interface Callable {
  name: string;
  /** Cells it may take, and the least it leaves of them and its own. */
  ins: number;
  outs: number;
}

/** [text, cells needed, change of depth] */
const SIMPLE: readonly (readonly [string, number, number])[] = [
  ["dup", 1, 1],
  ["drop", 1, -1],
  ["swap", 2, 0],
  ["over", 2, 1],
  ["rot", 3, 0],
  ["-rot", 3, 0],
  ["nip", 2, -1],
  ["tuck", 2, 1],
  ["2dup", 2, 2],
  ["2swap", 4, 0],
  ["+", 2, -1],
  ["-", 2, -1],
  ["*", 2, -1],
  ["xor", 2, -1],
  ["max", 2, -1],
  ["1+", 1, 0],
  ["negate", 1, 0],
  ["0=", 1, 0],
  ["<", 2, -1],
  ["v @", 0, 1],
  ["v !", 1, -1],
  ["dup .", 1, 0],
  ["2 pick", 3, 1],
  ["3 roll", 4, 0],
  ["1 and 1+ pick", 4, 0],
  ["1 and 1+ roll", 4, -1],
  ["depth drop", 0, 0],
  ["dup >r 1+ r> +", 1, 0],
  ["2dup 2>r + 2r> -", 2, 0],
  ["3", 0, 1],
  ["0", 0, 1],
  ["-1", 0, 1],
];

class Generator {
  readonly below: (n: number) => number;
  readonly words: Callable[] = [];
  readonly lines: string[] = ["variable v  variable token"];
  private budget = 0;
  private depth = 0;
  private out: string[] = [];
  /** What takes each open loop off the return stack. */
  private loops: string[] = [];
  private locals: string[] = [];
  private exits: number[] = [];

  constructor(seed: number) {
    this.below = random(seed);
  }

  program(): string {
    const count = 2 + this.below(5);
    for (let k = 0; k < count; k++) this.word(`w${k}`);
    this.lines.push(": show ( -- )  begin dup -7777 <> while . repeat drop cr ;");
    // After a throw the inputs of the word are there again, as cells without a defined value.
    this.lines.push(": result ( ... n -- )  dup . if begin -7777 = until cr else show then ;");
    const last = this.words[this.words.length - 1]!;
    for (let k = 0; k < 3; k++) {
      const cells = Array.from({ length: 12 }, () => this.below(9) - 3).join(" ");
      this.lines.push(`-7777 ${cells} ' ${last.name} catch result`);
      this.lines.push(`-7777 ${cells} ' ${this.words[this.below(this.words.length)]!.name} catch result`);
    }
    return this.lines.join("\n") + "\n";
  }

  private word(name: string): void {
    const ins = this.below(8);
    this.depth = ins;
    this.budget = 6 + this.below(16);
    this.out = [];
    this.loops = [];
    this.locals = [];
    this.exits = [];
    this.sequence();
    this.lines.push(`: ${name} ${this.out.join(" ")} ;`);
    this.words.push({ name, ins, outs: Math.max(0, Math.min(this.depth, ...this.exits)) });
  }

  private emit(text: string): void {
    this.out.push(text);
  }

  private need(n: number): void {
    while (this.depth < n) {
      this.emit(String(this.below(7) - 2));
      this.depth++;
    }
  }

  private sequence(): void {
    let count = 1 + this.below(7);
    while (count-- > 0 && this.budget-- > 0) this.item();
  }

  private item(): void {
    switch (this.below(14)) {
      case 0:
        this.conditional();
        return;
      case 1:
        this.questionDup();
        return;
      case 2:
        this.loop();
        return;
      case 3:
        this.whileLoop();
        return;
      case 4:
        this.call();
        return;
      case 5:
        this.catch();
        return;
      case 6:
        this.local();
        return;
      case 7:
        this.throwing();
        return;
      default: {
        const [text, needed, change] = SIMPLE[this.below(SIMPLE.length)]!;
        this.need(needed);
        this.emit(text);
        this.depth += change;
      }
    }
  }

  /** Runs `body` and lets the depth be what it was, plus `change`, if `balanced`. */
  private arm(balanced: boolean): number {
    const before = this.depth;
    this.sequence();
    if (balanced) {
      while (this.depth > before) {
        this.emit("drop");
        this.depth--;
      }
      this.need(before);
    }
    const after = this.depth;
    this.depth = before;
    return after;
  }

  private conditional(): void {
    this.need(1);
    const balanced = this.below(4) > 0;
    this.depth--;
    this.emit("if");
    const then = this.arm(balanced);
    let otherwise = this.depth;
    if (this.below(2) === 0) {
      this.emit("else");
      otherwise = this.arm(balanced);
    }
    this.emit("then");
    this.depth = Math.min(then, otherwise);
  }

  private questionDup(): void {
    this.need(1);
    this.emit("?dup");
    this.depth--;
    if (this.below(5) === 0) {
      this.depth++;
      return;
    }
    if (this.below(3) === 0) {
      this.emit("0= if");
      const zero = this.arm(true);
      this.emit("else");
      this.depth++;
      this.emit("drop");
      this.depth--;
      const nonzero = this.arm(true);
      this.emit("then");
      this.depth = Math.min(zero, nonzero);
      return;
    }
    this.emit("if");
    this.emit("v @ + v !");
    const then = this.arm(true);
    this.emit("else");
    const otherwise = this.arm(true);
    this.emit("then");
    this.depth = Math.min(then, otherwise);
  }

  private loop(): void {
    if (this.loops.length > 1) return;
    this.loops.push("unloop");
    const bounds = ["4 0 do", "3 v @ 3 and ?do", "0 5 do"][this.below(3)]!;
    this.emit(bounds);
    const before = this.depth;
    if (this.below(2) === 0) {
      this.emit("i");
      this.depth++;
    }
    this.sequence();
    if (this.below(6) > 0) {
      while (this.depth > before) {
        this.emit("drop");
        this.depth--;
      }
      this.need(before);
    } else {
      this.need(before);
      // A loop that pushes; at least what was there is left.
    }
    if (this.below(5) === 0) {
      this.emit("v @ 6 = if leave then");
    } else if (this.below(4) === 0) {
      this.emit(`v @ 5 = if ${this.loops.slice().reverse().join(" ")} exit then`);
      this.exits.push(this.depth);
    }
    this.emit(bounds === "0 5 do" ? "-2 +loop" : this.below(3) === 0 ? "2 +loop" : "loop");
    this.depth = before;
    this.loops.pop();
  }

  private whileLoop(): void {
    if (this.loops.length > 1) return;
    this.loops.push("rdrop");
    this.emit("3 >r begin r@ 0> while r> 1- >r");
    const before = this.depth;
    this.sequence();
    while (this.depth > before) {
      this.emit("drop");
      this.depth--;
    }
    this.need(before);
    this.emit("repeat rdrop");
    this.depth = before;
    this.loops.pop();
  }

  private call(): void {
    if (this.words.length === 0 || this.loops.length > 1) return;
    const callee = this.words[this.below(this.words.length)]!;
    this.need(callee.ins);
    const how = this.below(4);
    if (how === 0) this.emit(`['] ${callee.name} execute`);
    else if (how === 1) this.emit(`['] ${callee.name} token ! token @ execute`);
    else this.emit(callee.name);
    this.depth += callee.outs - callee.ins;
  }

  private catch(): void {
    if (this.words.length === 0 || this.loops.length > 1) return;
    const callee = this.words[this.below(this.words.length)]!;
    this.need(callee.ins);
    this.emit(`['] ${callee.name} catch`);
    const failed = this.depth;
    const succeeded = this.depth + callee.outs - callee.ins;
    switch (this.below(4)) {
      case 0:
        if (callee.ins > 0) this.emit("throw");
        else this.emit("drop");
        this.depth = callee.ins > 0 ? succeeded : Math.min(failed, succeeded);
        break;
      case 1:
        this.emit("throw");
        this.depth = succeeded;
        break;
      default: {
        this.emit(this.below(2) === 0 ? "if" : "?dup if drop");
        for (let k = 0; k < callee.ins; k++) this.emit("drop");
        this.depth = failed - callee.ins;
        const then = this.arm(false);
        this.emit("else");
        this.depth = succeeded;
        const otherwise = this.arm(false);
        this.emit("then");
        this.depth = Math.min(then, otherwise);
      }
    }
  }

  private local(): void {
    if (this.loops.length > 0 || this.out.length > 0) {
      this.useLocal();
      return;
    }
    const count = 1 + this.below(3);
    this.need(count);
    for (let k = 0; k < count; k++) this.locals.push(`l${k}`);
    this.depth -= count;
    this.emit(`{: ${this.locals.join(" ")} :}`);
  }

  private useLocal(): void {
    if (this.locals.length > 0 && this.below(2) === 0) {
      const name = this.locals[this.below(this.locals.length)]!;
      if (this.below(2) === 0) {
        this.emit(name);
        this.depth++;
      } else {
        this.need(1);
        this.emit(`to ${name}`);
        this.depth--;
      }
    }
  }

  private throwing(): void {
    this.need(1);
    this.emit("dup 7 = if 42 throw then");
  }
}

function run(source: string, loadEval: boolean): string {
  const options = { file: "random.fs", loadEval, strict: false, readFile: () => source };
  const { module, diagnostics } = compileSource(options);
  if (module === undefined) throw new Error(diagnostics.map(renderDiagnostic).join("\n"));
  expect(verifyModule(module)).toEqual([]);
  const { end, code, output } = interpret(module, { stepLimit: 3_000_000 });
  return `${output}[${end} ${code}]`;
}

const PROGRAMS = 400;

describe("random programs", () => {
  for (let first = 1; first <= PROGRAMS; first += 50) {
    it(`seeds from ${first}`, () => {
      for (let seed = first; seed < first + 50; seed++) {
        const source = new Generator(seed).program();
        expect(run(source, false), `seed ${seed}\n${source}`).toBe(run(source, true));
      }
    });
  }
});

/**
 * Random programs, evaluated while compiling and compiled to native code: both must print the same. The
 * evaluator is the reference; the code that build-ssa makes is verified and run by the interpreter of the IR.
 *
 * A program is a sequence of words that call earlier ones, full of what makes the stacks' shapes hard to
 * follow: `?dup`, `catch`, `execute` of known and unknown tokens, branches that leave different depths,
 * loops that push, return-stack words, locals, early exits; all that with floats between them, whose depth
 * differs where that of cells does not. The generator knows lower bounds of both depths, so that no program
 * underflows.
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
  /** Floats likewise. */
  fins: number;
  fouts: number;
}

interface Depths {
  cells: number;
  floats: number;
}

const least = (...all: Depths[]): Depths => ({
  cells: Math.max(0, Math.min(...all.map((d) => d.cells))),
  floats: Math.max(0, Math.min(...all.map((d) => d.floats))),
});

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

/** [text, cells needed, change of depth, floats needed, change of their depth] */
const FLOATS: readonly (readonly [string, number, number, number, number])[] = [
  ["fdup", 0, 0, 1, 1],
  ["fdrop", 0, 0, 1, -1],
  ["fswap", 0, 0, 2, 0],
  ["fover", 0, 0, 2, 1],
  ["frot", 0, 0, 3, 0],
  ["fnip", 0, 0, 2, -1],
  ["ftuck", 0, 0, 2, 1],
  ["f+", 0, 0, 2, -1],
  ["f-", 0, 0, 2, -1],
  ["f*", 0, 0, 2, -1],
  ["f/", 0, 0, 2, -1],
  ["fmax", 0, 0, 2, -1],
  ["fnegate", 0, 0, 1, 0],
  ["fsqrt", 0, 0, 1, 0],
  ["floor", 0, 0, 1, 0],
  ["fround", 0, 0, 1, 0],
  ["f<", 0, 1, 2, -2],
  ["f0=", 0, 1, 1, -1],
  ["f>s", 0, 1, 1, -1],
  ["s>f", 1, -1, 0, 1],
  ["fv f@", 0, 0, 0, 1],
  ["fv f!", 0, 0, 1, -1],
  ["fdup fshow", 0, 0, 1, 0],
  ["fdup fshow", 0, 0, 1, 0],
  ["2 fpick", 0, 0, 3, 1],
  ["1 and fpick", 1, -1, 2, 1],
  ["fdepth drop", 0, 0, 0, 0],
  ["1.5e", 0, 0, 0, 1],
  ["-0e", 0, 0, 0, 1],
  ["1e300", 0, 0, 0, 1],
];

const PRELUDE = `variable v  variable token  fvariable fv  fvariable shown
: fshow ( r -- )  fdup fdup f= if shown f! shown @ . else fdrop ." nan " then ;`;

class Generator {
  readonly below: (n: number) => number;
  readonly words: Callable[] = [];
  readonly lines: string[] = [PRELUDE];
  private budget = 0;
  private depth = 0;
  private out: string[] = [];
  /** What takes each open loop off the return stack. */
  private loops: string[] = [];
  private locals: string[] = [];
  private exits: Depths[] = [];
  private floats = 0;

  constructor(seed: number) {
    this.below = random(seed);
  }

  program(): string {
    const count = 2 + this.below(5);
    for (let k = 0; k < count; k++) this.word(`w${k}`);
    this.lines.push(": show ( -- )  begin dup -7777 <> while . repeat drop cr ;");
    // After a throw the inputs of the word are there again, as cells without a defined value.
    this.lines.push(": fresult ( ??? -- )  begin fdepth while fshow repeat ;");
    this.lines.push(
      ": result ( ... n -- )  dup . if fclearstack begin -7777 = until cr else fdepth . fresult show then ;",
    );
    const last = this.words[this.words.length - 1]!;
    for (let k = 0; k < 3; k++) {
      const cells = Array.from({ length: 12 }, () => this.below(9) - 3).join(" ");
      const floats = Array.from({ length: 8 }, () => `${this.below(9) - 3}.5e`).join(" ");
      this.lines.push(`${floats} -7777 ${cells} ' ${last.name} catch result`);
      const any = this.words[this.below(this.words.length)]!;
      this.lines.push(`${floats} -7777 ${cells} ' ${any.name} catch result`);
    }
    return this.lines.join("\n") + "\n";
  }

  private word(name: string): void {
    const ins = this.below(8);
    const fins = this.below(3) === 0 ? this.below(8) : this.below(3);
    this.depth = ins;
    this.floats = fins;
    this.budget = 6 + this.below(16);
    this.out = [];
    this.loops = [];
    this.locals = [];
    this.exits = [];
    this.sequence();
    this.lines.push(`: ${name} ${this.out.join(" ")} ;`);
    const { cells: outs, floats: fouts } = least(this.depths, ...this.exits);
    this.words.push({ name, ins, outs, fins, fouts });
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

  private get depths(): Depths {
    return { cells: this.depth, floats: this.floats };
  }

  private set depths({ cells, floats }: Depths) {
    this.depth = cells;
    this.floats = floats;
  }

  private needFloats(n: number): void {
    while (this.floats < n) {
      this.emit(`${this.below(7) - 2}.25e`);
      this.floats++;
    }
  }

  /** Brings the depth of a stack to what it was. */
  private balanceCells(before: number): void {
    while (this.depth > before) {
      this.emit("drop");
      this.depth--;
    }
    this.need(before);
  }

  private balanceFloats(before: number): void {
    while (this.floats > before) {
      this.emit("fdrop");
      this.floats--;
    }
    this.needFloats(before);
  }

  private sequence(): void {
    let count = 1 + this.below(7);
    while (count-- > 0 && this.budget-- > 0) this.item();
  }

  private item(): void {
    switch (this.below(18)) {
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
      case 8:
      case 9:
      case 10:
      case 11:
      case 12: {
        const [text, cells, change, floats, fchange] = FLOATS[this.below(FLOATS.length)]!;
        this.need(cells);
        this.needFloats(floats);
        this.emit(text);
        this.depth += change;
        this.floats += fchange;
        return;
      }
      default: {
        const [text, needed, change] = SIMPLE[this.below(SIMPLE.length)]!;
        this.need(needed);
        this.emit(text);
        this.depth += change;
      }
    }
  }

  /** A sequence that leaves the depth of cells as it was if `balanced`, and that of floats mostly. */
  private arm(balanced: boolean): Depths {
    const before = this.depths;
    this.sequence();
    if (balanced) this.balanceCells(before.cells);
    if (this.below(4) > 0) this.balanceFloats(before.floats);
    const after = this.depths;
    this.depths = before;
    return after;
  }

  private conditional(): void {
    this.need(1);
    const balanced = this.below(4) > 0;
    this.depth--;
    this.emit("if");
    const then = this.arm(balanced);
    let otherwise = this.depths;
    if (this.below(2) === 0) {
      this.emit("else");
      otherwise = this.arm(balanced);
    }
    this.emit("then");
    this.depths = least(then, otherwise);
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
      this.depths = least(zero, nonzero);
      return;
    }
    this.emit("if");
    this.emit("v @ + v !");
    const then = this.arm(true);
    this.emit("else");
    const otherwise = this.arm(true);
    this.emit("then");
    this.depths = least(then, otherwise);
  }

  private loop(): void {
    if (this.loops.length > 1) return;
    this.loops.push("unloop");
    const bounds = ["4 0 do", "3 v @ 3 and ?do", "0 5 do"][this.below(3)]!;
    this.emit(bounds);
    const before = this.depths;
    if (this.below(2) === 0) {
      this.emit("i");
      this.depth++;
    }
    this.sequence();
    // Some loops push; at least what was there is left.
    if (this.below(6) > 0) this.balanceCells(before.cells);
    else this.need(before.cells);
    if (this.below(6) > 0) this.balanceFloats(before.floats);
    else this.needFloats(before.floats);
    if (this.below(5) === 0) {
      this.emit("v @ 6 = if leave then");
    } else if (this.below(4) === 0) {
      this.emit(`v @ 5 = if ${this.loops.slice().reverse().join(" ")} exit then`);
      this.exits.push(this.depths);
    }
    this.emit(bounds === "0 5 do" ? "-2 +loop" : this.below(3) === 0 ? "2 +loop" : "loop");
    this.depths = before;
    this.loops.pop();
  }

  private whileLoop(): void {
    if (this.loops.length > 1) return;
    this.loops.push("rdrop");
    this.emit("3 >r begin r@ 0> while r> 1- >r");
    const before = this.depths;
    this.sequence();
    this.balanceCells(before.cells);
    this.balanceFloats(before.floats);
    this.emit("repeat rdrop");
    this.loops.pop();
  }

  private call(): void {
    if (this.words.length === 0 || this.loops.length > 1) return;
    const callee = this.words[this.below(this.words.length)]!;
    this.need(callee.ins);
    this.needFloats(callee.fins);
    const how = this.below(4);
    if (how === 0) this.emit(`['] ${callee.name} execute`);
    else if (how === 1) this.emit(`['] ${callee.name} token ! token @ execute`);
    else this.emit(callee.name);
    this.depth += callee.outs - callee.ins;
    this.floats += callee.fouts - callee.fins;
  }

  private catch(): void {
    if (this.words.length === 0 || this.loops.length > 1) return;
    const callee = this.words[this.below(this.words.length)]!;
    this.need(callee.ins);
    this.needFloats(callee.fins);
    this.emit(`['] ${callee.name} catch`);
    const failed = this.depths;
    const succeeded = {
      cells: this.depth + callee.outs - callee.ins,
      floats: this.floats + callee.fouts - callee.fins,
    };
    switch (this.below(4)) {
      case 0:
        if (callee.ins + callee.fins > 0) {
          this.emit("throw");
          this.depths = succeeded;
        } else {
          this.emit("drop");
          this.depths = least(failed, succeeded);
        }
        break;
      case 1:
        this.emit("throw");
        this.depths = succeeded;
        break;
      default: {
        this.emit(this.below(2) === 0 ? "if" : "?dup if drop");
        for (let k = 0; k < callee.ins; k++) this.emit("drop");
        for (let k = 0; k < callee.fins; k++) this.emit("fdrop");
        this.depths = { cells: failed.cells - callee.ins, floats: failed.floats - callee.fins };
        const then = this.arm(false);
        this.emit("else");
        this.depths = succeeded;
        const otherwise = this.arm(false);
        this.emit("then");
        this.depths = least(then, otherwise);
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

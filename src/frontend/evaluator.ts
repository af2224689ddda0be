/**
 * The evaluator: runs stack code while compiling, with the reference semantics of every word.
 *
 * It is a plain interpreter with a data stack and a return stack; return addresses and handlers of
 * `catch` lie on the return stack as opaque items, so that `r> drop` does what it does in any Forth.
 * Steps are counted, never time, so that the same source gives the same result everywhere.
 *
 * While the whole top level can be evaluated the mode is `load`. An operation that needs the running
 * program throws `NoAnswer`; the text interpreter undoes the phrase and goes on in mode `deferred`, where
 * the data stack is the known part on top of the real one: popping from an empty stack takes a value
 * from the running program (an Unknown), and operations without an answer are written down as startup
 * code. Mode `sandbox` evaluates something only to see what it would do.
 */
import { CompileError } from "../support/diagnostics.ts";
import { NOWHERE, type Span } from "../support/source.ts";
import {
  Address,
  type Cell,
  equal,
  type Float,
  fromBig,
  isReturnAddress,
  NoAnswer,
  Opaque,
  SOMETHING,
  stepIndex,
  toBig,
  toFloat,
  toNumber,
  truthy,
  Unknown,
} from "./cell.ts";
import { BadAddress, type DataSpace } from "./data-space.ts";
import type { Primitive } from "./primitive.ts";
import type { Startup } from "./startup.ts";
import type { TextInterpreter } from "./text-interpreter.ts";
import { followUnknown } from "./unknown-writes.ts";
import type { Instr, Word } from "./word.ts";

/** A Forth exception on its way to a `catch`. */
export class ForthThrow extends Error {
  readonly code: Cell;
  constructor(code: Cell, message = "") {
    super(message);
    this.code = code;
  }
}

/** `bye` was evaluated: the rest of the program is not loaded. */
export class Bye extends Error {}

/** What is to run natively executes a word that exists only while compiling. */
export class CompilerNeeded extends Error {}

export type Mode = "load" | "deferred" | "sandbox";

class Frame extends Opaque {
  readonly code: Instr[];
  readonly ip: number;
  readonly locals: (Cell | Float)[];
  readonly word: Word | undefined;
  constructor(code: Instr[], ip: number, locals: (Cell | Float)[], word: Word | undefined) {
    super();
    this.code = code;
    this.ip = ip;
    this.locals = locals;
    this.word = word;
  }
}

class CatchFrame extends Frame {
  readonly depth: number;
  readonly fdepth: number;
  constructor(from: Frame, depth: number, fdepth: number) {
    super(from.code, from.ip, from.locals, from.word);
    this.depth = depth;
    this.fdepth = fdepth;
  }
}

export interface Limits {
  /** Steps that a top-level phrase may take before it is left to the running program. */
  phrase: number;
  /** Steps of all phrases together. */
  program: number;
  /** Steps of an immediate word or anything else that cannot be left to the running program. */
  definition: number;
  /** Items on a stack. */
  stack: number;
  /** Items on the float stack. */
  floats: number;
}

export const DEFAULT_LIMITS: Limits = {
  phrase: 1e6,
  program: 5e6,
  definition: 1e8,
  stack: 16384,
  floats: 4096,
};

/** Throw codes of errors in text that is evaluated under a `catch` (Forth-2012 table 9.1). */
const THROW_CODES: Readonly<Record<string, number>> = {
  "undefined-word": -13,
  "compile-only": -14,
  "missing-name": -16,
  "number-overflow": -11,
  "string-too-long": -18,
  "unbalanced-control": -22,
  "nested-definition": -29,
  "not-created": -31,
  "not-a-value": -32,
  "not-a-defer": -32,
  "file-not-found": -38,
  "unterminated-comment": -39,
  "unterminated-string": -39,
};

/** Branches on unknown values in one way through a word. */
const MAX_CHOICES = 12;

const STOP = new Frame([], 0, [], undefined);
const RETURN: Instr[] = [{ op: "exit", span: NOWHERE }];

export class Evaluator {
  readonly ds: Cell[] = [];
  readonly rs: Cell[] = [];
  readonly fs: Float[] = [];
  mode: Mode = "load";
  /** Steps taken since the phrase began, and by earlier phrases. */
  steps = 0;
  earlierSteps = 0;
  /** Steps at which to stop, by the kind of what is evaluated. */
  stepLimit: number;
  readonly space: DataSpace;
  readonly startup: Startup;
  readonly limits: Limits;
  /** The text interpreter whose words are evaluated: parsing and defining words turn to it. */
  readonly text: TextInterpreter;
  /** In the sandbox: which way to go at each branch on an unknown value, and how many came by. */
  choices: boolean[] | undefined = undefined;
  choicesMade = 0;
  /** Words that neither parse nor define, called by one that does, are left to the running program. */
  leavesCalls = false;
  /** What the last throw was about and where it came from, for the message if nobody catches it. */
  trace: { span: Span | undefined; word: Word | undefined } = { span: undefined, word: undefined };

  private code: Instr[] = RETURN;
  private ip = 0;
  private locals: (Cell | Float)[] = [];
  private word: Word | undefined = undefined;
  /** The word that is running. */
  get current(): Word {
    return this.word!;
  }

  /** Indexes of the CatchFrames on `rs`. */
  private readonly handlers: number[] = [];

  constructor(text: TextInterpreter, space: DataSpace, startup: Startup, limits: Limits) {
    this.text = text;
    this.space = space;
    this.startup = startup;
    this.limits = limits;
    this.stepLimit = limits.phrase;
  }

  // ---- stacks ----

  push(c: Cell): void {
    this.ds.push(c);
  }

  pop(): Cell {
    const c = this.ds.pop();
    if (c === undefined) return this.popBelow();
    return c;
  }

  private popBelow(): Cell {
    if (this.mode === "deferred") return this.startup.pop(this.text.prim("drop"));
    if (this.mode === "sandbox" && !this.startup.foreseesAll) return SOMETHING;
    throw new ForthThrow(-4, "stack underflow");
  }

  fpush(f: Float): void {
    this.fs.push(f);
    if (this.fs.length > this.limits.floats) this.outOfStack(-44, "floating-point stack overflow");
  }

  fpop(): Float {
    const f = this.fs.pop();
    if (f !== undefined) return f;
    if (this.mode === "deferred") return this.startup.fpop(this.text.prim("fdrop"));
    throw new ForthThrow(-45, "floating-point stack underflow");
  }

  /** A known float as a number, which has but one NaN; throws NoAnswer for an unknown. */
  popFloat(): number {
    const f = toFloat(this.fpop());
    return typeof f === "number" ? f : Number.NaN;
  }

  /** A known number; throws NoAnswer for an address or an unknown. */
  popNumber(): number {
    return toNumber(this.pop());
  }

  /** A double: two cells, the high one on top, as a signed 128-bit number. */
  popDouble(): bigint {
    const high = toBig(this.pop());
    return (high << 64n) | BigInt.asUintN(64, toBig(this.pop()));
  }

  pushDouble(d: bigint): void {
    this.push(fromBig(d));
    this.push(fromBig(d >> 64n));
  }

  /** ( c-addr u ) as bytes. */
  popBytes(): Uint8Array {
    const length = this.popNumber();
    const address = this.pop();
    if (length < 0 || length > 1e9) throw new ForthThrow(-24, "invalid length of a string");
    return this.space.readBytes(address, length);
  }

  popText(): string {
    return new TextDecoder().decode(this.popBytes());
  }

  rpop(): Cell {
    const c = this.rs.pop();
    if (c === undefined || c === STOP) {
      if (c === STOP) this.rs.push(STOP);
      throw new ForthThrow(-6, "return stack underflow");
    }
    return c;
  }

  rpush(c: Cell): void {
    this.rs.push(c);
  }

  /** The n-th item of the return stack, 0 the top. */
  rpick(n: number): Cell {
    const c = this.rs[this.rs.length - 1 - n];
    if (c === undefined) throw new ForthThrow(-6, "return stack underflow");
    return c;
  }

  /** For primitives that exist only in the running program. */
  needWorld(): never {
    throw new NoAnswer("it needs the running program");
  }

  // ---- running ----

  /** Runs a word to its end. If it throws and nobody catches it, the return stack is as it was. */
  execute(word: Word, span: Span): void {
    const saved = new Frame(this.code, this.ip, this.locals, this.word);
    const depth = this.rs.length;
    const handlers = this.handlers.length;
    this.rs.push(STOP);
    this.returnNext();
    try {
      this.loop(word, span, handlers);
    } finally {
      // An empty list would lose the room it has.
      while (this.rs.length > depth) this.rs.pop();
      if (this.handlers.length > handlers) this.handlers.length = handlers;
      this.resume(saved);
    }
  }

  /** Executes a token to its end, for a primitive that goes on after it. */
  executeNested(token: Cell, span: Span): void {
    this.execute(this.text.tokenWord(token), span);
  }

  /** The next instruction to run is a return to whatever lies on the return stack. */
  private returnNext(): void {
    this.code = RETURN;
    this.ip = 0;
    this.word = undefined;
  }

  /** Goes on with the first instruction of `word`, to come back after it: for `execute` and the like. */
  enter(word: Word): void {
    if (this.rs.length > this.limits.stack) this.outOfStack(-5, "return stack overflow");
    this.rs.push(new Frame(this.code, this.ip, this.locals, this.word));
    this.code = word.code;
    this.ip = 0;
    this.locals = word.locals === 0 ? NO_LOCALS : new Array<Cell | Float>(word.locals).fill(0);
    this.word = word;
  }

  /** `execute`: the token is on the stack. */
  executeToken(token: Cell, span: Span): void {
    if (token instanceof Unknown) throw new NoAnswer("the execution token is not known");
    if (!(token instanceof Address) || token.base.kind !== "word" || token.offset !== 0) {
      throw new ForthThrow(-9, "this is not an execution token");
    }
    this.executeWord(token.base, span);
  }

  private executeWord(word: Word, span: Span): void {
    if (word.prim !== undefined) this.runPrimitive(word.prim, span);
    else this.enter(word);
  }

  /** `catch`: as execute, with a handler. */
  catchToken(token: Cell, span: Span): void {
    const next = new Frame(this.code, this.ip, this.locals, this.word);
    const frame = new CatchFrame(next, this.ds.length, this.fs.length);
    this.handlers.push(this.rs.length);
    this.rs.push(frame);
    this.returnNext();
    this.executeToken(token, span);
  }

  private leaveCatch(frame: CatchFrame, code: Cell): void {
    this.handlers.pop();
    this.resume(frame);
    this.push(code);
  }

  private resume(frame: Frame): void {
    this.code = frame.code;
    this.ip = frame.ip;
    this.locals = frame.locals;
    this.word = frame.word;
  }

  private exit(): boolean {
    const top = this.rs.pop();
    if (top === STOP) return true;
    if (top instanceof CatchFrame) this.leaveCatch(top, 0);
    else if (top instanceof Frame) this.resume(top);
    else throw imbalance();
    return false;
  }

  /** Runs `word` until the STOP of this `execute` is reached; the first `outer` handlers belong to callers. */
  private loop(word: Word, start: Span, outer: number): void {
    let first: Word | undefined = word;
    for (;;) {
      try {
        const entered = first;
        first = undefined;
        if (entered !== undefined) this.executeWord(entered, start);
        this.interpret();
        return;
      } catch (e) {
        const thrown = this.asThrow(e, this.handlers.length > outer);
        const span = this.code[this.ip - 1]?.span;
        this.trace = { span, word: this.word };
        if (this.handlers.length <= outer) throw thrown;
        const at = this.handlers[this.handlers.length - 1]!;
        const frame = this.rs[at] as CatchFrame;
        this.rs.length = at;
        // Depth as it was at `catch`; what is missing is rubbish anyway.
        while (this.ds.length < frame.depth) this.ds.push(0);
        this.ds.length = frame.depth;
        while (this.fs.length < frame.fdepth) this.fs.push(0);
        this.fs.length = frame.fdepth;
        this.leaveCatch(frame, thrown.code);
      }
    }
  }

  /** With `catching`, what the text interpreter objects to in evaluated text is a throw, too. */
  private asThrow(e: unknown, catching: boolean): ForthThrow {
    if (e instanceof ForthThrow) return e;
    if (e instanceof BadAddress) return new ForthThrow(-9, e.message);
    const code = catching && e instanceof CompileError ? THROW_CODES[e.diagnostic.code] : undefined;
    if (code !== undefined) return new ForthThrow(code);
    throw e;
  }

  private interpret(): void {
    for (;;) {
      const instr = this.code[this.ip++]!;
      if (++this.steps > this.stepLimit) this.outOfSteps(instr.span);
      switch (instr.op) {
        case "lit":
          this.ds.push(instr.value);
          if (this.ds.length > this.limits.stack) this.outOfStack(-3, "stack overflow");
          break;
        case "flit":
          this.fpush(instr.value);
          break;
        case "prim":
          this.runPrimitive(instr.prim, instr.span);
          break;
        case "call":
          if (this.leavesCalls && this.text.top.leaveCall(instr.word, instr.span)) break;
          this.executeWord(instr.word, instr.span);
          break;
        case "jump":
          this.ip = instr.target;
          break;
        case "jump0":
          if (!this.popFlag(instr.target)) this.ip = instr.target;
          break;
        case "do": {
          const start = this.pop();
          this.rs.push(this.pop(), start);
          break;
        }
        case "?do": {
          const start = this.pop();
          const limit = this.pop();
          if (equal(limit, start)) this.ip = instr.target;
          else this.rs.push(limit, start);
          break;
        }
        case "loop":
          this.stepLoop(1, instr.target);
          break;
        case "+loop":
          this.stepLoop(this.pop(), instr.target);
          break;
        case "local!":
          this.locals[instr.local] = this.pop();
          break;
        case "local@":
          this.push((this.locals[instr.local] ?? 0) as Cell);
          break;
        case "flocal!":
          this.locals[instr.local] = this.fpop();
          break;
        case "flocal@":
          this.fpush((this.locals[instr.local] ?? 0) as Float);
          break;
        case "does":
          this.text.setDoes(instr.word);
          break;
        case "exit":
          if (this.exit()) return;
          break;
      }
    }
  }

  /** A flag that decides where evaluation goes on. */
  popFlag(target?: number): boolean {
    const flag = this.pop();
    if (flag instanceof Unknown && this.mode === "sandbox") return this.choose();
    if (flag instanceof Unknown && target !== undefined && this.isGuard(target)) {
      this.guard(flag);
      return false;
    }
    if (flag instanceof Unknown) {
      // What the compiler brings along is no place to show to its user.
      const span = this.word?.library === true ? undefined : this.code[this.ip - 1]?.span;
      throw new CompileError(
        "unknown-at-compile-time",
        "a word that defines or parses branches on a value that only the running program has",
        span ?? this.text.span,
        "compute the value from constants, or move the decision into a word that neither parses nor defines",
      );
    }
    return truthy(flag);
  }

  /** Whether what a jump to `target` leaves out is what `abort"` compiles: two literals, and the end of the program. */
  private isGuard(target: number): boolean {
    const { code, ip } = this;
    const last = code[ip + 2];
    return target === ip + 3 && last?.op === "prim" && last.prim.name === "(abort-message)";
  }

  /** The running program will see whether `abort"` applies: what follows is for the case that it does not. */
  private guard(flag: Cell): void {
    const { code, ip, text } = this;
    this.ds.push(flag);
    for (const instr of code.slice(ip, ip + 2)) if (instr.op === "lit") this.ds.push(instr.value);
    text.top.nativeCall(text.findWord("(abort-if)"), text.span);
  }

  /** Which way to go on where that is not known. */
  private choose(): boolean {
    const { choices } = this;
    if (choices === undefined || this.choicesMade >= MAX_CHOICES || this.handlers.length > 0) {
      throw new NoAnswer("it depends on a value that only the running program has");
    }
    if (this.choicesMade === choices.length) choices.push(true);
    return choices[this.choicesMade++]!;
  }

  private stepLoop(n: Cell, target: number): void {
    const index = this.rpop();
    const limit = this.rpop();
    if (isReturnAddress(index) || isReturnAddress(limit)) throw imbalance();
    const [next, done] = stepIndex(index, limit, n);
    if (done) return;
    this.rs.push(limit, next);
    this.ip = target;
  }

  /** Whether what is evaluated can be left to the running program. */
  private get canLeave(): boolean {
    return this.mode === "sandbox" || (this.mode === "load" && this.stepLimit !== this.limits.definition);
  }

  /** The running program has more room, and a call in tail position needs none there. */
  private outOfStack(code: number, message: string): never {
    if (this.canLeave) throw new NoAnswer("it needs much of a stack");
    throw new ForthThrow(code, message);
  }

  /** Counts the steps of a primitive that does the work of many, before it does it. */
  work(steps: number): void {
    this.steps += steps;
    if (this.steps > this.stepLimit) this.outOfSteps(this.code[this.ip - 1]?.span ?? NOWHERE);
  }

  private outOfSteps(span: Span): never {
    if (this.canLeave) throw new NoAnswer("it computes for long");
    throw new CompileError(
      "evaluation-limit",
      `this did not end after ${this.limits.definition} steps while compiling`,
      span,
      "a word that runs while compiling has to end",
    );
  }

  /** Runs a primitive, or in deferred mode writes it down for the running program if it has no answer. */
  runPrimitive(prim: Primitive, span: Span): void {
    if (this.mode === "sandbox") {
      this.foreseePrimitive(prim);
      return;
    }
    if (prim.role === "space") {
      // Defining words run these after they have parsed a name: `>in` is not theirs to look at.
      if (this.mode === "deferred") this.spacePrimitive(prim, span);
      else prim.run(this);
      return;
    }
    if (prim.role !== undefined) {
      this.text.followingIn(prim);
      return;
    }
    if (this.mode !== "deferred" || prim.effect === undefined) {
      prim.run(this);
      return;
    }
    const { ins, fins, rins, routs } = prim.effect;
    if (rins > 0 || routs > 0) {
      prim.run(this);
      return;
    }
    // Fetch what it needs from the running program first, so that it can be given back in order.
    const inputs: Cell[] = [];
    for (let k = 0; k < ins; k++) inputs.unshift(this.pop());
    this.ds.push(...inputs);
    const depth = this.ds.length;
    const floats: Float[] = [];
    for (let k = 0; k < fins; k++) floats.unshift(this.fpop());
    this.fs.push(...floats);
    const fdepth = this.fs.length;
    try {
      prim.run(this);
    } catch (e) {
      if (!(e instanceof NoAnswer) || prim.build === undefined) throw e;
      // Inside a definition stores to the program's data are repeated at run time, but nothing else happens.
      if (prim.world && this.text.definition !== undefined) throw e;
      this.ds.length = depth - ins;
      this.fs.length = fdepth - fins;
      this.emitNative(prim, inputs, span, floats);
    }
  }

  /** `here`, `allot` and the like: by the compiler, until data space is the running program's. */
  private spacePrimitive(prim: Primitive, span: Span): void {
    const { ins, fins } = prim.effect!;
    const inputs: Cell[] = [];
    for (let k = 0; k < ins; k++) inputs.unshift(this.pop());
    const floats: Float[] = [];
    for (let k = 0; k < fins; k++) floats.unshift(this.fpop());
    if (this.space.open === undefined) {
      this.ds.push(...inputs);
      this.fs.push(...floats);
      const depth = this.ds.length;
      const fdepth = this.fs.length;
      try {
        prim.run(this);
        return;
      } catch (e) {
        if (!(e instanceof NoAnswer) || prim.build === undefined) throw e;
        this.ds.length = depth - ins;
        this.fs.length = fdepth - fins;
        this.space.leave();
      }
    }
    this.emitNative(prim, inputs, span, floats);
  }

  /** Runs a primitive as the running program does, with unknown values where there is no answer. */
  private foreseePrimitive(prim: Primitive): void {
    const isRunning = prim.role === "space" && this.space.open !== undefined;
    if (prim.role !== undefined && !isRunning) throw new CompilerNeeded();
    const { effect } = prim;
    if (effect === undefined || effect.rins > 0 || effect.routs > 0) {
      prim.run(this);
      return;
    }
    const { ins, outs, fins, fouts } = effect;
    while (this.ds.length < ins && !this.startup.foreseesAll) this.ds.unshift(SOMETHING);
    while (this.fs.length < fins) this.fs.unshift(SOMETHING);
    const depth = this.ds.length - ins;
    const fdepth = this.fs.length - fins;
    const inputs = this.ds.slice(Math.max(depth, 0));
    const { length: made } = this.space.units;
    try {
      if (prim.world || isRunning) this.needWorld();
      prim.run(this);
    } catch (e) {
      // What it does instead of an answer must not matter: no handler may be there for its throw.
      if (!(e instanceof NoAnswer) || prim.build === undefined || prim.ends) throw e;
      if (this.handlers.length > 0 || depth < 0) throw e;
      followUnknown(this.space, prim, inputs);
      this.ds.length = depth;
      for (let k = 0; k < outs; k++) this.ds.push(SOMETHING);
      this.fs.length = fdepth;
      for (let k = 0; k < fouts; k++) this.fs.push(SOMETHING);
    }
    // What it made here the running program makes in another place.
    for (let k = Math.max(depth, 0); k < this.ds.length; k++) {
      const cell = this.ds[k];
      if (cell instanceof Address && cell.base.kind === "unit" && cell.base.id >= made)
        this.ds[k] = SOMETHING;
    }
  }

  /** `!`, by the running program where the compiler may not. */
  store(address: Cell, value: Cell, width: 1 | 2 | 4 | 8): void {
    try {
      if (width === 8) this.space.writeCell(address, value);
      else this.space.writeSmall(address, value, width);
    } catch (e) {
      if (!(e instanceof NoAnswer) || this.mode !== "deferred") throw e;
      const name = width === 8 ? "!" : width === 1 ? "c!" : width === 2 ? "w!" : "l!";
      this.emitNative(this.text.prim(name), [value, address], this.text.span);
    }
  }

  /** `f!` likewise. */
  storeFloat(address: Cell, value: Float): void {
    try {
      this.space.writeFloat(address, toFloat(value));
    } catch (e) {
      if (!(e instanceof NoAnswer) || this.mode !== "deferred") throw e;
      this.emitNative(this.text.prim("f!"), [address], this.text.span, [value]);
    }
  }

  /** Writes down `inputs prim` in the startup code; its results become unknown values. */
  emitNative(prim: Primitive, inputs: Cell[], span: Span, floats: Float[] = []): void {
    for (const input of inputs) this.startup.pushCell(input, span);
    for (const input of floats) this.startup.pushFloat(input, span);
    this.startup.primitive(prim, span);
    this.text.top.foresight.primitive(prim, inputs, floats);
    const results: Cell[] = [];
    for (let k = 0; k < prim.effect!.outs; k++) results.unshift(this.startup.popUnknown());
    this.ds.push(...results);
    const floatResults: Float[] = [];
    for (let k = 0; k < prim.effect!.fouts; k++) floatResults.unshift(this.startup.fpopUnknown());
    this.fs.push(...floatResults);
  }
}

const NO_LOCALS: (Cell | Float)[] = [];

const imbalance = (): ForthThrow => new ForthThrow(-25, "return stack imbalance");

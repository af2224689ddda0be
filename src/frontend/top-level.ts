/**
 * The top level of a program: what stands outside of definitions, evaluated at compile time as far as that
 * goes.
 *
 * It is a sequence of *phrases*, a word each with the text it parses. While `load` mode lasts a phrase is
 * evaluated under a journal. If it needs something only the running program has, the journal is rolled
 * back and the top level is *deferred* from there on: words that neither parse nor define become native
 * calls in the startup code; words that do are still evaluated, with unknown values where the running
 * program has to be asked.
 *
 * Invariant of deferral: data that startup code may have read is never changed by the compiler any more
 * (such stores become part of the startup code), and what it may have written is read only as far as it was
 * foreseen (`foresight.ts`).
 */
import { CONTEXT } from "../codegen/ir/layout.ts";
import { CompileError } from "../support/diagnostics.ts";
import type { Span } from "../support/source.ts";
import { Address, type Cell, type Float, isReturnAddress, NoAnswer, refuseReturnAddress } from "./cell.ts";
import { type DataSpace, type Journal, leadsToBase, RUNTIME_SPACE } from "./data-space.ts";
import { EffectCache, inferEffect } from "./effects.ts";
import { Bye, type Evaluator } from "./evaluator.ts";
import { Foresight, type StackEffect } from "./foresight.ts";
import type { Special } from "./primitive.ts";
import { textOf } from "./reader.ts";
import type { Startup } from "./startup.ts";
import type { TextInterpreter } from "./text-interpreter.ts";
import { TraitCache } from "./traits.ts";
import type { Instr, Word } from "./word.ts";

/** A phrase may add this many bytes of non-zero data to the binary; more is left to the running program. */
const MAX_PHRASE_DATA = 65536;
/** Stores and the like, one by one, that startup code gets of a word that could be called instead. */
const MAX_PHRASE_CODE = 4096;
/** What a word that allots is left to the running program for. */
const LEFT_TO_PROGRAM: ReadonlySet<string> = new Set(["unknown-at-compile-time", "evaluation-limit"]);

/** A call in the startup code, with what the compiler knew on top of the stacks. */
interface Postponed {
  word: Word;
  token: Span;
  cells: Cell[];
  floats: Float[];
}

export class TopLevel {
  private readonly text: TextInterpreter;
  private readonly vm: Evaluator;
  private readonly startup: Startup;
  private readonly space: DataSpace;
  readonly foresight: Foresight;
  /** Of words that startup code calls; to be cleared when code changes. */
  readonly effects = new EffectCache();
  private readonly traits = new TraitCache();
  /** Whether the depth of the stack is the compiler's to know. */
  private depthKnown = true;
  private floatDepthKnown = true;
  /** A program without floats need not look after their stack. */
  private usesFloats = false;
  /** The top level interpreted the name `main`: it is not run once more. */
  private ranMain = false;
  /** Calls in the startup code of which nobody has asked yet what they do: see `postpone`. */
  private readonly postponed: Postponed[] = [];

  constructor(text: TextInterpreter) {
    this.text = text;
    this.vm = text.vm;
    this.startup = text.startup;
    this.space = text.space;
    this.foresight = new Foresight(text);
  }

  phrase(token: Span): void {
    const { vm } = this;
    this.startup.beginPhrase(token);
    const key = textOf(token).toLowerCase();
    if (key === "main") this.ranMain = true;
    const word = this.text.lookUp(key);
    if (vm.mode === "deferred") {
      this.deferredPhrase(word, token);
      return;
    }
    if (word === undefined) {
      // A number leaves nothing to undo.
      this.text.pushNumber(token);
      if (vm.ds.length > vm.limits.stack || vm.fs.length > vm.limits.floats) this.defer();
      return;
    }
    const { nonZero } = this.space;
    const undo = this.begin();
    vm.steps = 0;
    vm.stepLimit = Math.min(vm.limits.phrase, vm.limits.program - vm.earlierSteps);
    try {
      this.text.interpretWord(word, token);
      if (this.space.nonZero - nonZero > MAX_PHRASE_DATA) throw new NoAnswer("it makes much data");
      if (vm.ds.some(isReturnAddress)) throw new NoAnswer("it leaves a return address");
      vm.earlierSteps += vm.steps;
    } catch (e) {
      if (!(e instanceof NoAnswer)) throw e;
      undo();
      this.text.span = token;
      vm.earlierSteps += vm.steps;
      this.defer();
      this.deferredPhrase(this.text.lookUp(key), token);
    } finally {
      this.space.journal = undefined;
    }
  }

  /** Begins to write down what has to be undone if a phrase cannot be evaluated; what is given undoes it. */
  private begin(): () => void {
    const { vm, text, space, startup } = this;
    const journal: Journal = [];
    const { source, latest } = text;
    const saved = { ...source };
    const stack = vm.ds.slice();
    const floats = vm.fs.slice();
    const mark = startup.mark();
    const { nonZero } = space;
    space.journal = journal;
    return () => {
      for (let k = journal.length - 1; k >= 0; k--) journal[k]!();
      if (text.definition !== undefined) text.definitions.length = 0;
      text.setCompiling(false);
      Object.assign(source, saved);
      vm.ds.splice(0, vm.ds.length, ...stack);
      vm.fs.splice(0, vm.fs.length, ...floats);
      startup.rollback(mark);
      text.latest = latest;
      space.nonZero = nonZero;
      space.journal = undefined;
    };
  }

  /** From here on the top level belongs to the running program, which starts from the state as it is. */
  defer(): void {
    this.vm.mode = "deferred";
    this.startup.flushText(this.text.prim("type"));
    this.startUserArea();
    this.foresight.expose();
  }

  /** The running program starts with base 10 and an empty `pad`; the source may have changed that. */
  private startUserArea(): void {
    const { startup, space } = this;
    const { base, userArea, span } = this.text;
    const emit = (name: string): void => startup.primitive(this.text.prim(name), span);
    if (base !== 10) {
      startup.pushCell(base, span);
      startup.pushCell(new Address(userArea, CONTEXT.base), span);
      emit("!");
    }
    const pad = userArea.bytes.slice(CONTEXT.pad, CONTEXT.pad + CONTEXT.padSize);
    const length = pad.findLastIndex((byte) => byte !== 0) + 1;
    if (length > 0) {
      startup.pushCell(space.string(pad.slice(0, length)), span);
      startup.pushCell(new Address(userArea, CONTEXT.pad), span);
      startup.pushCell(length, span);
      emit("move");
    }
    for (const [offset, value] of userArea.symbolic) {
      if (offset < CONTEXT.pad) continue;
      startup.pushCell(value, span);
      startup.pushCell(new Address(userArea, offset), span);
      emit("!");
    }
  }

  /** The word is undefined if the token is a number. */
  private deferredPhrase(word: Word | undefined, token: Span): void {
    const { vm } = this;
    if (word === undefined) {
      this.text.pushNumber(token);
      if (vm.ds.length > vm.limits.stack || vm.fs.length > vm.limits.floats) this.flush(token);
      return;
    }
    this.text.checkInterpretable(word, token);
    const { compileTime, unfinished, space } = this.traits.of(word);
    if (unfinished) throw this.text.poisoned(word);
    if (compileTime || space) this.catchUp();
    vm.steps = 0;
    vm.stepLimit = vm.limits.definition;
    if (compileTime) {
      this.evaluateDefining(word, token);
      vm.ds.forEach(refuseReturnAddress);
    } else if (isLiteral(word)) vm.execute(word, token);
    else if (!space || this.space.open !== undefined || !this.evaluateAllotting(word, token)) {
      this.nativeCall(word, token);
    }
    if (word.prim?.name === "bye") throw new Bye();
  }

  /**
   * A word that defines may call others that do not, and whose way depends on the running program: then
   * these are left to that.
   */
  private evaluateDefining(word: Word, token: Span): void {
    const { vm, space } = this;
    if (word.prim !== undefined) {
      vm.execute(word, token);
      return;
    }
    const undo = this.begin();
    const { journal } = space;
    try {
      vm.execute(word, token);
    } catch (e) {
      // What includes files has phrases of its own, which are done.
      const isUndone = space.journal === journal && e instanceof CompileError && isUnknown(e);
      if (!isUndone) throw e;
      undo();
      this.postponed.length = 0;
      vm.steps = 0;
      vm.leavesCalls = true;
      try {
        vm.execute(word, token);
      } catch (other) {
        throw other instanceof CompileError && isUnknown(other) ? this.explained(e, word, token) : other;
      }
    } finally {
      vm.leavesCalls = false;
      space.journal = undefined;
    }
  }

  /** The error with the reason why the word has to run while compiling. */
  private explained(e: CompileError, word: Word, token: Span): CompileError {
    const reason = this.traits.reason(word);
    if (reason === undefined) return e;
    const { code, message, span, hint } = e.diagnostic;
    const because = `\`${textOf(token)}\` runs while compiling because it uses \`${reason}\``;
    return new CompileError(code, message, span, hint === undefined ? because : `${because}: ${hint}`);
  }

  /** Whether a call became one of startup code: see `evaluateDefining`. */
  leaveCall(word: Word, token: Span): boolean {
    if (this.vm.mode !== "deferred" || word.type !== "colon" || isLiteral(word)) return false;
    const { compileTime, unfinished, space } = this.traits.of(word);
    if (compileTime || unfinished || (space && this.space.open === undefined)) return false;
    this.nativeCall(word, token);
    return true;
  }

  /**
   * A word that allots is evaluated, as long as the compiler knows where data space ends. If what it does
   * depends on the running program, data space is left to that from here on.
   */
  private evaluateAllotting(word: Word, token: Span): boolean {
    const { vm, startup, space } = this;
    const journal: Journal = [];
    const stack = vm.ds.slice();
    const floats = vm.fs.slice();
    const mark = startup.mark();
    const { nonZero } = space;
    space.journal = journal;
    vm.stepLimit = vm.limits.phrase;
    try {
      vm.execute(word, token);
      const code = startup.word.code.length - mark.code;
      if (code > MAX_PHRASE_CODE || space.nonZero - nonZero > MAX_PHRASE_DATA) {
        throw new NoAnswer("it makes much data");
      }
      return true;
    } catch (e) {
      const isNative =
        e instanceof NoAnswer || (e instanceof CompileError && LEFT_TO_PROGRAM.has(e.diagnostic.code));
      if (!isNative) throw e;
      for (let k = journal.length - 1; k >= 0; k--) journal[k]!();
      vm.ds.splice(0, vm.ds.length, ...stack);
      vm.fs.splice(0, vm.fs.length, ...floats);
      startup.rollback(mark);
      space.open = undefined;
      space.leave();
      return false;
    } finally {
      space.journal = undefined;
    }
  }

  /**
   * Startup code may use data space: what the program made last lies where its `here` begins, with room after
   * it. What is in it is copied there, for the room is not in the file.
   */
  private openDataSpace(): void {
    const { space, startup, text } = this;
    const unit = space.open ?? space.current;
    const first: Instr[] = [];
    const { span } = text;
    const lit = (value: Cell): void => void first.push({ op: "lit", value, span });
    const prim = (name: string): void => void first.push({ op: "prim", prim: text.prim(name), span });
    const start = new Address(unit, 0);
    const content = unit.initial ?? unit;
    if (content.symbolic.size > 0 || content.bytes.some((byte) => byte !== 0)) {
      const copy = space.newUnit(unit.name, "data", unit.size);
      copy.bytes = content.bytes;
      copy.symbolic = new Map(content.symbolic);
      unit.initial = { bytes: new Uint8Array(0), symbolic: new Map() };
      lit(new Address(copy, 0));
      lit(start);
      lit(unit.size);
      prim("move");
    }
    lit(start);
    lit(new Address(unit, unit.size));
    lit(new Address(unit, unit.size + RUNTIME_SPACE));
    prim("(data-space)");
    unit.size += RUNTIME_SPACE;
    startup.word.code.unshift(...first);
  }

  /** Writes down a call of `word` in the startup code; known values go to the real stack first. */
  nativeCall(word: Word, token: Span): void {
    const { startup, foresight, text } = this;
    const { threads, base, input } = this.traits.of(word);
    const baseBefore = text.base;
    let foreseen: boolean | "compiler" = true;
    if (this.canWait(word)) this.postpone(word, token);
    else {
      this.catchUp();
      if (input) this.prepareInput(token);
      foreseen = this.foresee(word, token);
      if (foreseen === "compiler") {
        this.vm.execute(word, token);
        return;
      }
    }
    this.flush(token);
    // There is no `if` at the top level that would make the depth known again: it stays unknown.
    if (word.prim?.name === "?dup") startup.call(text.findWord("(?dup)"), token);
    else if (word.prim !== undefined) startup.primitive(word.prim, token);
    // What a created word does may be changed later: here it does what it does now.
    else if (word.type === "created") startup.word.code.push(...word.code.slice(0, -1));
    else startup.call(word, token);
    this.checkDepth(word, token);
    // Numbers in the source are read in the base as it was, and the program checks.
    const baseLost = !text.baseIsKnown();
    if (baseLost) text.setUser(CONTEXT.base, baseBefore);
    if (baseLost || (base && !foreseen)) {
      startup.pushCell(text.base, token);
      startup.call(text.findWord("(check-base)"), token);
    }
    if (threads) foresight.startThreads();
  }

  /** What a call in the startup code does, as far as that can be known. */
  private foresee(word: Word, token: Span): boolean | "compiler" {
    const { foresight, vm, space, startup } = this;
    const foreseen = foresight.call(word, token);
    if (foreseen === false) {
      foresight.lose(word, this.stackEffect(word), this.traits.of(word).writes, vm.ds, vm.fs);
    }
    space.holdsBase ||= startup.foreseen.some(leadsToBase);
    return foreseen;
  }

  /**
   * Most programs end without a question about what their startup code has done: it is followed only once
   * there is one, that is, when a word is run that exists only while compiling, or that allots. What
   * could change how the source is read, or what is called, is followed at once.
   */
  private canWait(word: Word): boolean {
    const { threads, base, input, executes } = this.traits.of(word);
    if (threads || base || input || executes) return false;
    const { space, vm } = this;
    space.holdsBase ||= vm.ds.some(leadsToBase);
    return !space.holdsBase && space.watched === undefined && space.open === undefined;
  }

  private postpone(word: Word, token: Span): void {
    this.foresight.expose();
    const { ds, fs } = this.vm;
    this.postponed.push({ word, token, cells: ds.slice(), floats: fs.slice() });
  }

  /** Follows what startup code has done so far: somebody may ask. */
  catchUp(): void {
    if (this.postponed.length === 0) return;
    const { vm } = this;
    const cells = vm.ds.splice(0);
    const floats = vm.fs.splice(0);
    for (const call of this.postponed.splice(0)) {
      vm.ds.push(...call.cells);
      vm.fs.push(...call.floats);
      this.foresee(call.word, call.token);
      vm.ds.length = 0;
      vm.fs.length = 0;
    }
    vm.ds.push(...cells);
    vm.fs.push(...floats);
  }

  /** The running program gets to see where the text interpreter is: what `source` and `>in` give. */
  private prepareInput(token: Span): void {
    const { startup, text } = this;
    for (const { values, unit } of text.syncInput()) {
      for (const value of values) startup.pushCell(value, token);
      startup.pushCell(new Address(unit, 0), token);
      startup.primitive(text.prim(values.length === 2 ? "2!" : "!"), token);
    }
  }

  private stackEffect(word: Word): StackEffect {
    const { prim } = word;
    if (prim?.effect !== undefined) {
      const { ins, outs, fins, fouts } = prim.effect;
      return { cells: { ins, outs }, floats: { ins: fins, outs: fouts } };
    }
    if (prim !== undefined) return { cells: undefined, floats: undefined };
    const effect = inferEffect(word, this.effects);
    if (effect.kind === "inline") return { cells: undefined, floats: undefined };
    const { floats } = effect;
    return {
      cells: effect.kind === "static" ? { ins: effect.ins, outs: effect.outs } : undefined,
      floats: floats.outs === undefined ? undefined : { ins: floats.ins, outs: floats.outs },
    };
  }

  /**
   * An underflow is an error while compiling as long as the depth is known. After a word without a static
   * effect it is not, and the program looks after each phrase that takes something: `depth 0< -4 and throw`.
   */
  private checkDepth(word: Word, token: Span): void {
    const { cells, floats } = this.taken(word);
    if (cells === undefined) this.depthKnown = false;
    if (!this.depthKnown && cells !== 0) this.throwIfNegative("depth", -4, token);
    if (floats === undefined) this.floatDepthKnown = false;
    this.usesFloats ||= this.traits.of(word).floats;
    if (this.usesFloats && !this.floatDepthKnown && floats !== 0) this.throwIfNegative("fdepth", -45, token);
  }

  private throwIfNegative(depth: string, code: number, token: Span): void {
    const { startup, text } = this;
    startup.primitive(text.prim(depth), token);
    startup.primitive(text.prim("0<"), token);
    startup.pushCell(code, token);
    startup.primitive(text.prim("and"), token);
    startup.primitive(text.prim("throw"), token);
  }

  /** What a word takes from the stacks; undefined if that is not static. */
  private taken(word: Word): { cells: number | undefined; floats: number | undefined } {
    const { prim } = word;
    if (prim !== undefined) {
      const what = prim.special;
      if (what === undefined || prim.effect !== undefined) {
        return { cells: prim.effect?.ins, floats: prim.effect?.fins };
      }
      return TAKEN.get(what) ?? { cells: undefined, floats: CALLS.has(what) ? undefined : 0 };
    }
    const effect = inferEffect(word, this.effects);
    const { floats } = effect.kind === "inline" ? { floats: undefined } : effect;
    return {
      cells: effect.kind === "static" ? effect.ins : undefined,
      floats: floats?.outs === undefined ? undefined : floats.ins,
    };
  }

  /** Pushes what is known of the stacks to the real ones. */
  private flush(token: Span): void {
    for (const cell of this.vm.ds) this.startup.pushCell(cell, token);
    this.vm.ds.length = 0;
    for (const float of this.vm.fs) this.startup.pushFloat(float, token);
    this.vm.fs.length = 0;
  }

  /** A word gets other code: what was found out about it, and about its callers, may be wrong. */
  changeCode(word: Word, code: Instr[]): void {
    const before = word.code;
    const set = (other: Instr[]): void => {
      word.code = other;
      this.effects.clear();
      this.traits.clear();
    };
    set(code);
    this.space.journal?.push(() => set(before));
  }

  /** The end of the source: `main`, if there is one that the top level did not run itself. */
  finish(main: Word | undefined): void {
    const { startup, text } = this;
    startup.flushText(text.prim("type"));
    if (main?.type === "colon" && !this.ranMain && this.canRun(main)) {
      if (this.vm.mode === "load") this.startUserArea();
      this.flush(text.span);
      startup.call(main, main.span ?? text.span);
    }
    startup.finish();
    if (this.traits.of(startup.word).space) this.openDataSpace();
  }

  /** Whether `main` can be run with nothing on the stack; a word of unknown effect is given the benefit. */
  private canRun(main: Word): boolean {
    const effect = inferEffect(main, this.effects);
    if (effect.kind !== "static" || effect.ins === 0) return true;
    // A declaration says that it is meant to take something; if it says otherwise, that is reported anyway.
    if (main.declared !== undefined) return false;
    const cells = effect.ins === 1 ? "a cell" : `${effect.ins} cells`;
    this.text.warn(
      "main-not-run",
      `\`main\` is not run at the end of the program, because it takes ${cells}`,
      main.span ?? this.text.span,
      "only a `main` that needs nothing on the stack is run",
    );
    return false;
  }

  /** For words: text printed by the top level. Latin-1 holds bytes as they are. */
  print(output: string): void {
    this.startup.print(output);
    if (this.vm.mode === "deferred") this.startup.flushText(this.text.prim("type"));
  }
}

/** What words take that need the real stack, but no more of it than that. */
const TAKEN: ReadonlyMap<Special, { cells: number | undefined; floats: number | undefined }> = new Map([
  ["depth", { cells: 0, floats: 0 }],
  ["fdepth", { cells: 0, floats: 0 }],
  ["fp@", { cells: 0, floats: 0 }],
  ["fp!", { cells: 1, floats: undefined }],
  ["fpick", { cells: 1, floats: undefined }],
]);

/** Words that run others, of which nothing is known. */
const CALLS: ReadonlySet<Special> = new Set(["execute", "catch"]);

const isUnknown = (e: CompileError): boolean => e.diagnostic.code === "unknown-at-compile-time";

/** Gives a cell that is known while compiling: constants, variables, addresses in the user area. */
function isLiteral(word: Word): boolean {
  const { prim, code } = word;
  if (prim !== undefined) {
    const { effect } = prim;
    return !prim.world && effect?.ins === 0 && effect.outs === 1 && effect.fins === 0;
  }
  return code.length === 2 && (code[0]!.op === "lit" || code[0]!.op === "flit");
}

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
 * (such stores become part of the startup code), and data that it may have written is never read.
 */
import { CONTEXT } from "../codegen/ir/layout.ts";
import type { Span } from "../support/source.ts";
import { Address, type Cell, type Float, isReturnAddress, NoAnswer, Opaque } from "./cell.ts";
import { BadAddress, type DataSpace, type Journal } from "./data-space.ts";
import { EffectCache, inferEffect } from "./effects.ts";
import { Bye, type Evaluator, ForthThrow } from "./evaluator.ts";
import { textOf } from "./reader.ts";
import type { Startup } from "./startup.ts";
import type { TextInterpreter } from "./text-interpreter.ts";
import { type Traits, traits } from "./traits.ts";
import type { Word } from "./word.ts";
import { type Special, special } from "./words/dynamic.ts";

/** A phrase may add this many bytes of non-zero data to the binary; more is left to the running program. */
const MAX_PHRASE_DATA = 65536;
/** What defining words need of a native call is sizes and the like, not the result of a long computation. */
const MAX_FORESEEN_STEPS = 20000;

export class TopLevel {
  private readonly text: TextInterpreter;
  private readonly vm: Evaluator;
  private readonly startup: Startup;
  private readonly space: DataSpace;
  /** Units that startup code may have read, and may have written, come before these indexes. */
  private exposed = 0;
  private changed = 0;
  /** Threads were started: data may change at any time. */
  private threads = false;
  /** Of words that startup code calls; to be cleared when code changes. */
  readonly effects = new EffectCache();
  private readonly traits = new Map<Word, Traits>();
  /** Whether the depth of the stack is the compiler's to know. */
  private depthKnown = true;
  private floatDepthKnown = true;
  /** A program without floats need not look after their stack. */
  private usesFloats = false;
  /** The top level interpreted the name `main`: it is not run once more. */
  private ranMain = false;

  constructor(text: TextInterpreter) {
    this.text = text;
    this.vm = text.vm;
    this.startup = text.startup;
    this.space = text.space;
  }

  phrase(token: Span): void {
    const { vm } = this;
    this.startup.span = token;
    if (textOf(token).toLowerCase() === "main") this.ranMain = true;
    if (vm.mode === "deferred") {
      this.deferredPhrase(token);
      return;
    }
    if (this.text.find(textOf(token)) === undefined) {
      // A number leaves nothing to undo.
      this.text.interpretName(token);
      if (vm.ds.length > vm.limits.stack || vm.fs.length > vm.limits.floats) this.defer();
      return;
    }
    const journal: Journal = [];
    const source = this.text.source;
    const saved = { ...source };
    const stack = vm.ds.slice();
    const floats = vm.fs.slice();
    const mark = this.startup.mark();
    const { latest } = this.text;
    const { nonZero } = this.space;
    this.space.journal = journal;
    vm.steps = 0;
    vm.stepLimit = Math.min(vm.limits.phrase, vm.limits.program - vm.earlierSteps);
    try {
      this.text.interpretName(token);
      if (this.space.nonZero - nonZero > MAX_PHRASE_DATA) throw new NoAnswer("it makes much data");
      if (vm.ds.some(isReturnAddress)) throw new NoAnswer("it leaves a return address");
      vm.earlierSteps += vm.steps;
    } catch (e) {
      if (!(e instanceof NoAnswer)) throw e;
      for (let k = journal.length - 1; k >= 0; k--) journal[k]!();
      if (this.text.definition !== undefined) this.text.definitions.length = 0;
      this.text.setCompiling(false);
      Object.assign(source, saved);
      vm.ds.splice(0, vm.ds.length, ...stack);
      vm.fs.splice(0, vm.fs.length, ...floats);
      this.startup.rollback(mark);
      this.text.latest = latest;
      this.space.nonZero = nonZero;
      this.space.journal = undefined;
      this.text.span = token;
      vm.earlierSteps += vm.steps;
      this.defer();
      this.deferredPhrase(token);
    } finally {
      this.space.journal = undefined;
    }
  }

  /** From here on the top level belongs to the running program, which starts from the state as it is. */
  defer(): void {
    this.vm.mode = "deferred";
    this.startup.flushText(this.text.prim("type"));
    if (this.text.base !== 10) this.startBase();
    this.ranNative(false);
  }

  /** The running program starts with base 10; the source may have set another. */
  private startBase(): void {
    this.startup.pushCell(this.text.base, this.text.span);
    this.startup.pushCell(new Address(this.text.userArea, CONTEXT.base), this.text.span);
    this.startup.primitive(this.text.prim("!"), this.text.span);
  }

  private deferredPhrase(token: Span): void {
    const { vm } = this;
    const word = this.text.find(textOf(token));
    vm.steps = 0;
    vm.stepLimit = vm.limits.definition;
    if (word === undefined) {
      this.text.pushNumber(token);
      if (vm.ds.length > vm.limits.stack || vm.fs.length > vm.limits.floats) this.flush(token);
      return;
    }
    this.text.checkInterpretable(word, token);
    if (isLiteral(word) || traits(word, this.traits).compileTime) vm.execute(word, token);
    else this.nativeCall(word, token);
    if (word.prim?.name === "bye") throw new Bye();
  }

  /** Writes down a call of `word` in the startup code; known values go to the real stack first. */
  private nativeCall(word: Word, token: Span): void {
    const { startup } = this;
    const foreseen = this.foresee(word, token);
    this.flush(token);
    // There is no `if` at the top level that would make the depth known again: it stays unknown.
    if (word.prim?.name === "?dup") startup.call(this.text.findWord("(?dup)"), token);
    else if (word.prim !== undefined) startup.primitive(word.prim, token);
    // What a created word does may be changed later: here it does what it does now.
    else if (word.type === "created") startup.word.code.push(...word.code.slice(0, -1));
    else startup.call(word, token);
    this.checkDepth(word, token);
    const { writes, threads, base } = traits(word, this.traits);
    if (base && foreseen === undefined) {
      startup.pushCell(this.text.base, token);
      startup.call(this.text.findWord("(check-base)"), token);
    }
    if (threads) this.threads = true;
    this.ranNative(writes);
    startup.foreseen = foreseen?.stack ?? [];
    startup.foreseenFloats = foreseen?.floats ?? [];
    if (foreseen !== undefined) this.text.setUser(CONTEXT.base, foreseen.base);
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
    this.usesFloats ||= traits(word, this.traits).floats;
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
      const what = special(prim);
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

  /** The startup code ran something: what it may have read or written is no longer the compiler's alone. */
  ranNative(writes: boolean): void {
    const { units } = this.space;
    for (; this.exposed < units.length; this.exposed++) {
      const unit = units[this.exposed]!;
      unit.exposed = unit.role === "data";
    }
    if (!writes && !this.threads) return;
    // Number output starts afresh each time; what `pad` holds is anybody's guess.
    this.text.userArea.knownSize = CONTEXT.pad;
    for (; this.changed < units.length; this.changed++) {
      const unit = units[this.changed]!;
      unit.unknown = unit.exposed;
    }
  }

  /**
   * What a native call leaves on the stack and in `base`, if that can be known: the word is evaluated aside
   * and undone. Words that define may need such values (`3 cells allot`), and later numbers in the source are
   * read in that base. Where there is no answer the base is taken to be what it was, and the program checks.
   */
  private foresee(word: Word, token: Span): { stack: Cell[]; floats: Float[]; base: Cell } | undefined {
    const { vm, space, startup } = this;
    const { stepLimit } = vm;
    const { journal: outer, nonZero, units } = space;
    const made = units.length;
    const stack = vm.ds.slice();
    const floats = vm.fs.slice();
    const journal: Journal = [];
    const mark = startup.mark();
    space.journal = journal;
    vm.mode = "sandbox";
    vm.ds.unshift(...startup.foreseen);
    vm.fs.unshift(...startup.foreseenFloats);
    vm.steps = 0;
    vm.stepLimit = Math.min(MAX_FORESEEN_STEPS, vm.limits.program - vm.earlierSteps);
    try {
      vm.execute(word, token);
      if (vm.ds.some((cell) => this.isFleeting(cell, made))) return undefined;
      return { stack: vm.ds.slice(), floats: vm.fs.slice(), base: this.text.base };
    } catch (e) {
      if (e instanceof NoAnswer || e instanceof ForthThrow || e instanceof BadAddress) return undefined;
      throw e;
    } finally {
      vm.earlierSteps += Math.min(vm.steps, vm.stepLimit);
      for (let k = journal.length - 1; k >= 0; k--) journal[k]!();
      space.journal = outer;
      space.nonZero = nonZero;
      startup.rollback(mark);
      vm.mode = "deferred";
      vm.stepLimit = stepLimit;
      vm.ds.splice(0, vm.ds.length, ...stack);
      vm.fs.splice(0, vm.fs.length, ...floats);
    }
  }

  /**
   * Points to text in the making, of which the compiler knows nothing once native code works on it, or to
   * what is made anew each time: a unit with a number from `made` on.
   */
  private isFleeting(cell: Cell, made: number): boolean {
    if (cell instanceof Opaque) return true;
    if (!(cell instanceof Address) || cell.base.kind !== "unit") return false;
    return cell.base.id >= made || (cell.base === this.text.userArea && cell.offset > CONTEXT.base);
  }

  /** A word has other code now: what was found out about it, and about its callers, may be wrong. */
  codeChanged(): void {
    this.effects.clear();
    this.traits.clear();
  }

  /** The end of the source: `main`, if there is one that the top level did not run itself. */
  finish(main: Word | undefined): void {
    const { startup, text } = this;
    startup.flushText(text.prim("type"));
    // From here on no code changes.
    this.effects.clear();
    if (main?.type === "colon" && !this.ranMain && this.canRun(main)) {
      if (this.vm.mode === "load" && text.base !== 10) this.startBase();
      this.flush(text.span);
      startup.call(main, main.span ?? text.span);
    }
    startup.finish();
  }

  /** Whether `main` can be run with nothing on the stack; a word of unknown effect is given the benefit. */
  private canRun(main: Word): boolean {
    const effect = inferEffect(main, this.effects);
    if (effect.kind !== "static" || effect.ins === 0) return true;
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

/** Gives a cell that is known while compiling: constants, variables, addresses in the user area. */
function isLiteral(word: Word): boolean {
  const { prim, code } = word;
  if (prim !== undefined) {
    const { effect } = prim;
    return !prim.world && effect?.ins === 0 && effect.outs === 1 && effect.fins === 0;
  }
  return code.length === 2 && (code[0]!.op === "lit" || code[0]!.op === "flit");
}

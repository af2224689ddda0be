/**
 * The text interpreter: reads names and numbers and interprets or compiles them (Forth-2012 3.4). What it
 * meets outside of definitions it hands to the top level, phrase by phrase. What words need of it comes in
 * layers: sources and parsing (`text-input.ts`), names (`text-names.ts`), definitions (`text-definitions.ts`).
 *
 * An error in a definition is reported and the rest of the definition is read on, to find more of them;
 * an error at the top level ends loading, because all that follows depends on it.
 */
import { CONTEXT } from "../codegen/ir/layout.ts";
import { CompileError } from "../support/diagnostics.ts";
import { lineAndColumn, type SourceFile, type Span, sourceFile } from "../support/source.ts";
import { Address, type Cell, fromBig, NoAnswer, toNumber } from "./cell.ts";
import { isUnfinished } from "./compiler.ts";
import { BadAddress, LostPosition, type Unit } from "./data-space.ts";
import { Bye, DEFAULT_LIMITS, Evaluator, ForthThrow, type Limits } from "./evaluator.ts";
import { Library, type LibraryText, type Piece } from "./library.ts";
import type { Primitive } from "./primitive.ts";
import {
  fileSource,
  parseName,
  recognizeNumber,
  refill,
  type Source,
  smallNumber,
  stringSource,
  textOf,
} from "./reader.ts";
import { Startup } from "./startup.ts";
import { isSupplied } from "./supplied-files.ts";
import { describe, POISONED, TextDefinitions } from "./text-definitions.ts";
import { TopLevel } from "./top-level.ts";
import type { Word } from "./word.ts";

/** How the text interpreter reaches the outside: files by the name that `include` was given. */
export interface Host {
  /** Resolves against the including file's folder and reads; undefined if there is no such file. */
  read(name: string, from: string | undefined): { name: string; text: string } | undefined;
}

export interface Options {
  host: Host;
  /** false: nothing is evaluated ahead, the whole top level is deferred. */
  loadEval: boolean;
  limits?: Limits;
  primitives: readonly Primitive[];
  library: LibraryText;
}

/** Nested include and evaluate. */
const MAX_NESTING = 64;
const MAX_ERRORS = 20;
/** Times that the program may set `>in` back. */
const MAX_GONE_BACK = 30_000;

export class TextInterpreter extends TextDefinitions {
  readonly vm: Evaluator;
  readonly startup: Startup;
  readonly top: TopLevel;
  protected readonly library: Library;
  private readonly host: Host;
  private readonly required = new Set<string>();
  private goneBack = 0;
  readonly filesRead: string[] = [];
  /** The thread's context as the program sees it: base, pad, the buffer of pictured output. */
  readonly userArea: Unit;
  private readonly baseCell: Address;

  constructor(options: Options) {
    super();
    this.host = options.host;
    this.library = new Library(options.library);
    this.startup = new Startup(0, this.space, (name) => this.prim(name));
    this.words.push(this.startup.word);
    this.vm = new Evaluator(this, this.space, this.startup, options.limits ?? DEFAULT_LIMITS);
    this.userArea = this.space.newUnit("user", "user", CONTEXT.pad + CONTEXT.padSize);
    this.baseCell = new Address(this.userArea, CONTEXT.base);
    this.setUser(CONTEXT.base, 10);
    this.setUser(CONTEXT.hld, new Address(this.userArea, CONTEXT.hold + CONTEXT.holdSize));
    for (const prim of options.primitives) {
      const word = this.newWord(prim.name, "primitive", undefined);
      word.prim = prim;
      word.immediate = prim.immediate;
      this.system.define(word);
    }
    this.top = new TopLevel(this);
    if (!options.loadEval) this.top.defer();
  }

  // ---- small services for the words ----

  userCell(offset: number): Cell {
    return this.space.readCell(new Address(this.userArea, offset));
  }

  setUser(offset: number, value: Cell): void {
    this.space.shadow(() => this.space.writeCell(new Address(this.userArea, offset), value));
  }

  baseIsKnown(): boolean {
    try {
      return this.base !== undefined;
    } catch (e) {
      if (e instanceof NoAnswer) return false;
      throw e;
    }
  }

  get base(): number {
    return toNumber(this.space.readCell(this.baseCell));
  }

  protected loadPiece(piece: Piece): void {
    const { compiling, latest, span, loadingLibrary } = this;
    const { journal } = this.space;
    const { mode, steps, stepLimit } = this.vm;
    const base = this.base;
    const current = this.space.current;
    const definitions = this.definitions.splice(0);
    const stack = this.vm.ds.splice(0);
    const floats = this.vm.fs.splice(0);
    const sources = this.sources.splice(0);
    this.space.journal = undefined;
    this.setUser(CONTEXT.base, 10);
    this.space.current = this.space.newUnit("data", "data");
    this.setCompiling(false);
    this.loadingLibrary = true;
    this.vm.mode = "load";
    this.vm.stepLimit = this.vm.limits.definition;
    this.sources.push({ ...fileSource(piece.file), start: piece.start, at: piece.start, end: piece.start });
    const source = this.sources[0]!;
    source.end = Math.min(lineEndFrom(piece.file, piece.start), piece.end);
    try {
      do {
        this.interpretLine(source);
      } while (source.end < piece.end && refill(source));
    } finally {
      this.sources.splice(0, this.sources.length, ...sources);
      if (this.inCell !== undefined) this.storeIn();
      this.vm.ds.splice(0, this.vm.ds.length, ...stack);
      this.vm.fs.splice(0, this.vm.fs.length, ...floats);
      this.definitions.splice(0, this.definitions.length, ...definitions);
      this.space.current = current;
      this.space.journal = undefined;
      this.setUser(CONTEXT.base, base);
      this.space.journal = journal;
      this.vm.mode = mode;
      this.vm.steps = steps;
      this.vm.stepLimit = stepLimit;
      this.loadingLibrary = loadingLibrary;
      this.latest = latest;
      this.span = span;
      this.stateCell ??= this.stateIfLoaded();
      this.setCompiling(compiling);
    }
  }

  private stateIfLoaded(): Unit | undefined {
    return this.system.find("state") === undefined ? undefined : this.compilerCell("state");
  }

  // ---- interpretation ----

  /** Loads a file to its end. */
  include(name: string, from: string | undefined): void {
    const found = this.read(name, from);
    if (found === undefined) return;
    if (this.sources.length >= MAX_NESTING) {
      throw this.failure(
        "include-recursion",
        `\`${name}\` is included more than ${MAX_NESTING} levels deep`,
        "a file that includes itself never ends; `require` loads a file only once",
      );
    }
    this.required.add(found.name);
    if (!found.isOurs && !this.filesRead.includes(found.name)) this.filesRead.push(found.name);
    const source = fileSource(sourceFile(found.name, found.text));
    if (found.text.startsWith("#!")) source.at = source.end;
    // A byte order mark says that this is UTF-8, which is nothing new.
    else if (found.text.startsWith("\xef\xbb\xbf")) source.at = 3;
    const open = this.definition;
    try {
      this.interpretSource(source, false);
    } finally {
      // A word that included it goes on.
      if (this.sources.length > 0) this.top.catchUp();
    }
    const left = this.definition;
    if (left !== undefined && left !== open) {
      this.definitions.length = open === undefined ? 0 : this.definitions.indexOf(open) + 1;
      this.setCompiling(false);
      // Its `;` may well be what the error was about.
      if (left.word.poisoned) return;
      throw new CompileError(
        "unterminated-definition",
        `${describe(left)} has no \`;\``,
        left.span,
        "the file ends inside it",
      );
    }
  }

  /** Undefined if the name is that of a file whose words are there anyway. */
  private read(
    name: string,
    from: string | undefined,
  ): { name: string; text: string; isOurs: boolean } | undefined {
    const found = this.host.read(name, from);
    if (found === undefined) {
      if (isSupplied(name)) return undefined;
      const ours = this.library.included(name);
      if (ours !== undefined) return { name: `lib/include/${name}`, text: ours, isOurs: true };
      throw this.failure(
        "file-not-found",
        `cannot read \`${name}\``,
        "it is looked for beside the file that names it, in the current directory, then in the folders of -I and FFCPATH",
      );
    }
    const { text } = found;
    if (text.startsWith("\xff\xfe") || text.startsWith("\xfe\xff")) {
      const span = { file: sourceFile(found.name, text), start: 0, end: 2 };
      throw new CompileError("not-utf8", "the file is text in UTF-16", span, "save it as UTF-8");
    }
    return { ...found, isOurs: false };
  }

  require(name: string, from: string | undefined): void {
    const found = this.read(name, from);
    if (found !== undefined && !this.required.has(found.name)) this.include(name, from);
  }

  evaluate(address: Cell, length: number): void {
    const source = this.stringSource(address, length);
    if (source !== undefined) this.interpretSource(source, true);
  }

  /** The string at an address as a source; none if it is empty. */
  private stringSource(address: Cell, length: number): Source | undefined {
    if (this.sources.length >= MAX_NESTING) {
      throw this.failure(
        "include-recursion",
        `\`evaluate\` is nested more than ${MAX_NESTING} levels deep`,
        "text that evaluates itself never ends",
      );
    }
    if (length === 0) return undefined;
    const text = Buffer.from(this.space.readBytes(address, length)).toString("latin1");
    const { file, start } = this.span;
    return stringSource(text, file.name, lineAndColumn(file, start).line, address as Address);
  }

  /** Executes a token; the string is the source meanwhile. */
  executeParsing(address: Cell, length: number, token: Cell): void {
    const { span } = this;
    const source =
      this.stringSource(address, length) ?? stringSource("", span.file.name, 1, this.space.here());
    const depth = this.sources.push(source);
    try {
      this.vm.executeNested(token, span);
    } finally {
      this.sources.length = depth - 1;
      this.span = span;
    }
  }

  /** With `nested`, the text belongs to the phrase being evaluated: it has no phrases of its own. */
  private interpretSource(source: Source, nested: boolean): void {
    const { span } = this;
    this.sources.push(source);
    const depth = this.sources.length;
    try {
      do {
        this.interpretLine(source, nested);
      } while (refill(source));
    } finally {
      this.sources.length = depth - 1;
      this.span = span;
    }
  }

  private interpretLine(source: Source, nested = this.loadingLibrary): void {
    for (;;) {
      const token = parseName(source);
      if (this.inCell !== undefined) this.storeIn();
      if (token === undefined) return;
      this.span = token;
      if (nested) this.interpretToken(token);
      else this.interpretReporting(token);
      if (this.inCell === undefined) continue;
      this.fetchIn();
      if (source.at < token.end && ++this.goneBack > MAX_GONE_BACK) {
        throw new CompileError(
          "evaluation-limit",
          `this line was read again ${MAX_GONE_BACK} times`,
          token,
          "a word sets `>in` back: a loop of that kind has to end",
        );
      }
    }
  }

  /** An error in a definition is reported and compilation goes on, to find more of them. */
  private interpretReporting(token: Span): void {
    const definition = this.definition;
    try {
      if (definition === undefined) this.top.phrase(token);
      else this.inDefinition(token);
    } catch (e) {
      const error = this.asError(e, token);
      if (definition === undefined) throw error;
      const { code } = error.diagnostic;
      // What an error left out is missing later: that is no news.
      const follows = definition.word.poisoned && /^(float-)?stack-underflow$/.test(code);
      if (!follows && code !== POISONED) this.report(error);
      definition.word.poisoned = true;
      // What is around a quotation lacks its token.
      for (const { word } of this.definitions) word.poisoned = true;
      if (this.definition !== definition) this.define(definition.word);
      if (code === "nested-definition") this.beginAfterMissingEnd(token);
    }
  }

  /** A definition began inside another one: what follows belongs to it, so that it means something. */
  private beginAfterMissingEnd(name: Span): void {
    const outer = this.definitions[0];
    if (outer === undefined) return;
    this.definitions.length = 0;
    this.setCompiling(false);
    this.define(outer.word);
    this.beginDefinition(name);
  }

  private report(error: CompileError): void {
    this.diagnostics.push(error.diagnostic);
    if (this.diagnostics.filter((d) => d.severity === "error").length >= MAX_ERRORS) {
      throw new CompileError("too-many-errors", `giving up after ${MAX_ERRORS} errors`);
    }
  }

  /** What went wrong, as an error at the place of the token that was interpreted. */
  private asError(e: unknown, token: Span): CompileError {
    if (e instanceof CompileError) return e;
    if (e instanceof NoAnswer) {
      return new CompileError(
        "needs-running-program",
        `\`${textOf(token)}\` cannot be done while compiling: ${e.message}`,
        token,
        this.definition !== undefined
          ? "inside a definition only what needs nothing from the running program can be executed"
          : this.vm.stepLimit === this.vm.limits.definition
            ? "a word that parses or defines runs while compiling, with all that it does"
            : undefined,
      );
    }
    if (e instanceof LostPosition) {
      return new CompileError(
        "unknown-at-compile-time",
        `\`${textOf(token)}\` may move \`>in\` to where only the running program knows`,
        token,
        "source is read while compiling: where to go on must not depend on what only the running program has",
      );
    }
    if (e instanceof ForthThrow || e instanceof BadAddress) {
      const code = e instanceof ForthThrow ? e.code : -9;
      const { span, word } = this.vm.trace;
      const inner =
        span !== undefined && word !== undefined && word.name !== "" && !word.library
          ? `thrown in \`${word.name}\` at ${span.file.name}:${lineAndColumn(span.file, span.start).line}`
          : undefined;
      const what = e.message !== "" ? e.message : `throw ${String(code)}`;
      return new CompileError(
        throwCodeName(code),
        `${what} while compiling`,
        token,
        [
          inner,
          inner === undefined ? this.needs(token, code) : undefined,
          code === -25 ? IMBALANCE : undefined,
        ]
          .filter((part) => part !== undefined)
          .join("; ") || undefined,
      );
    }
    if (e instanceof RangeError && /call stack/i.test(e.message)) {
      return new CompileError("nesting", "too deeply nested", token);
    }
    throw e;
  }

  /** What a word takes that found too little on the stack. */
  private needs(token: Span, code: Cell): string | undefined {
    const prim = code === -4 || code === -45 ? this.find(textOf(token))?.prim : undefined;
    return prim && `\`${prim.name}\` has the stack effect ${prim.stack}`;
  }

  private interpretToken(token: Span): void {
    if (this.compiling) this.compileToken(token);
    else this.interpretName(token);
  }

  /** A token inside a definition: nothing of it can be left to the running program. */
  private inDefinition(token: Span): void {
    const { vm } = this;
    const { mode, stepLimit } = vm;
    vm.stepLimit = vm.limits.definition;
    vm.steps = 0;
    try {
      this.interpretToken(token);
    } finally {
      vm.mode = mode;
      vm.stepLimit = stepLimit;
    }
  }

  private compileToken(token: Span): void {
    const key = textOf(token).toLowerCase();
    const definition = this.current;
    const local = definition.local(key);
    if (local !== undefined) {
      definition.fetchLocal(local, token);
      return;
    }
    const word = this.lookUp(key);
    if (word !== undefined) {
      if (word.compilation !== undefined) this.vm.execute(word.compilation, token);
      else if (word.immediate) this.vm.execute(word, token);
      else definition.call(word, token);
      return;
    }
    const small = smallNumber(key, this.base);
    if (small !== undefined) {
      definition.literal(small, token);
      return;
    }
    const value = this.number(token);
    if (typeof value === "number") definition.float(value, token);
    else for (const cell of value) definition.literal(cell, token);
  }

  private interpretName(token: Span): void {
    const word = this.find(textOf(token));
    if (word === undefined) this.pushNumber(token);
    else this.interpretWord(word, token);
  }

  interpretWord(word: Word, token: Span): void {
    this.vm.execute(this.checkInterpretable(word, token), token);
  }

  checkInterpretable(word: Word, token: Span): Word {
    if ((word.compileOnly || word.prim?.compileOnly === true) && this.definition === undefined) {
      throw this.compileOnly(textOf(token));
    }
    return word;
  }

  pushNumber(token: Span): void {
    const small = smallNumber(textOf(token), this.base);
    if (small !== undefined) {
      this.vm.ds.push(small);
      return;
    }
    const value = this.number(token);
    if (typeof value === "number") this.vm.fs.push(value);
    else this.vm.ds.push(...value);
  }

  /** The cells of a number, or the float that it is; an error if the token is no number. */
  number(token: Span): Cell[] | number {
    const text = textOf(token);
    const number = recognizeNumber(text, this.base);
    if (number === undefined) throw this.undefinedWord(token);
    switch (number.kind) {
      case "cell":
        return [fromBig(number.value)];
      case "double":
        if (/\d\.\d+$/.test(text)) {
          const hint = `a float has an exponent, as in \`${text}e\``;
          this.warn("dot-in-number", `\`${text}\` is the double ${number.value}.`, token, hint);
        }
        return [fromBig(number.value), fromBig(number.value >> 64n)];
      case "overflow":
        throw new CompileError(
          "number-overflow",
          `\`${text}\` does not fit into ${text.endsWith(".") ? "two cells of 64 bits each" : "a cell of 64 bits"}`,
          token,
        );
      case "float":
        return number.value;
    }
  }

  // ---- the whole program ----

  /** Whether an error at the top level only follows from one that was reported. */
  private follows(code: string): boolean {
    if (!this.hasErrors()) return false;
    if (code === POISONED) return true;
    // The token of a definition without a name, which has an error.
    return code === "stack-underflow" && this.words.some(({ name, poisoned }) => poisoned && name === "");
  }

  /** The user's definitions that are complete and free of errors, in order. */
  userWords(): Word[] {
    return this.words.filter(
      (word) => word.prim === undefined && !word.library && !isUnfinished(word) && word.code.length > 0,
    );
  }

  /** Loads the program and returns its startup code; undefined if there were errors. */
  load(name: string): Word | undefined {
    try {
      try {
        this.include(name, undefined);
      } catch (e) {
        if (e instanceof Bye) this.ended = true;
        else throw this.asError(e, this.span);
      }
    } catch (e) {
      if (!(e instanceof CompileError)) throw e;
      if (!this.follows(e.diagnostic.code)) this.diagnostics.push(e.diagnostic);
    }
    if (this.hasErrors()) return undefined;
    this.top.finish(this.ended ? undefined : this.latestNamed("main"));
    return this.startup.word;
  }

  private ended = false;

  private hasErrors(): boolean {
    return this.diagnostics.some((d) => d.severity === "error");
  }
}

function lineEndFrom(file: SourceFile, from: number): number {
  const end = file.text.indexOf("\n", from);
  return end < 0 ? file.text.length : end;
}

const IMBALANCE =
  "what `>r` puts away has to come back with `r>` before the word ends, and `exit` in a loop needs `unloop` before it";

/** Diagnostic codes of throws that are known by a name of their own. */
function throwCodeName(code: Cell): string {
  switch (code) {
    case -3:
      return "stack-overflow";
    case -4:
      return "stack-underflow";
    case -9:
      return "invalid-address";
    case -10:
      return "division-by-zero";
    case -44:
      return "float-stack-overflow";
    case -45:
      return "float-stack-underflow";
    default:
      return "throw";
  }
}

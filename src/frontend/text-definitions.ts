/** The definitions that the text interpreter is in: beginning, ending and changing them. */
import { CompileError } from "../support/diagnostics.ts";
import type { Span } from "../support/source.ts";
import { Address, type Cell, type Float, NoAnswer, Unknown } from "./cell.ts";
import { Definition, howToClose } from "./compiler.ts";
import type { Unit } from "./data-space.ts";
import { parseName, refill, textOf } from "./reader.ts";
import { parseDeclaredEffect } from "./stack-effect.ts";
import { TextNames } from "./text-names.ts";
import type { TopLevel } from "./top-level.ts";
import type { Instr, Word, WordKind } from "./word.ts";

/** The code of an error that only follows from one reported before, and is not shown. */
export const POISONED = "poisoned-word";

/** Where a token has the address of the word's body. */
const TOKEN_BODY = 8;

export abstract class TextDefinitions extends TextNames {
  abstract readonly top: TopLevel;
  /** The cell that `state` gives the address of, once a program has asked for it. */
  protected stateCell: Unit | undefined = undefined;
  readonly definitions: Definition[] = [];
  /** The latest definition with a name, or without: for `immediate`, `does>`, `recurse`. */
  latest: Word | undefined = undefined;
  compiling = false;
  /** `assert(`s of the top level without their `)`. */
  openAsserts = 0;
  private noname = false;
  private readonly markers = new Map<Unit, () => void>();

  get definition(): Definition | undefined {
    return this.definitions[this.definitions.length - 1];
  }

  /** The definition being compiled; an error for words that make sense only there. */
  get current(): Definition {
    const definition = this.definition;
    if (definition === undefined) throw this.compileOnly(this.running?.name ?? textOf(this.span));
    return definition;
  }

  /** An error: `name` was used where nothing is being defined. */
  compileOnly(name: string): CompileError {
    const hint =
      name === ";"
        ? "there is no definition to end here"
        : "it works only between `:` and `;`: put it, and what belongs to it, into a definition";
    return this.failure("compile-only", `\`${name}\` is used outside of a definition`, hint);
  }

  setCompiling(on: boolean): void {
    this.compiling = on;
    if (this.stateCell !== undefined) this.space.writeCell(new Address(this.stateCell, 0), on ? -1 : 0);
  }

  /** Makes a word visible, at the end of its definition or at once. */
  define(word: Word): void {
    if (word.name !== "")
      (this.loadingLibrary ? this.system : this.compilation).define(word, this.space.journal);
    this.latest = word;
  }

  /** The name of a new word, which follows in the source, or undefined after `noname`. */
  newName(what = "the name"): Span | undefined {
    const given = this.nextName;
    if (given !== undefined) {
      this.setNextName(undefined);
      return given;
    }
    if (!this.noname) return this.parseName(what);
    this.setNoname(false);
    return undefined;
  }

  /** The name of the next definition, which does not follow in the source then. */
  private nextName: Span | undefined = undefined;

  setNextName(name: Span | undefined): void {
    const before = this.nextName;
    this.nextName = name;
    this.space.journal?.push(() => {
      this.nextName = before;
    });
  }

  /** The next definition gets no name. */
  setNoname(on: boolean): void {
    this.noname = on;
    this.space.journal?.push(() => {
      this.noname = !on;
    });
  }

  /** A word that is not a colon definition. */
  createWord(type: WordKind, name: Span | undefined): Word {
    this.checkNotCompiling();
    const word = this.newWord(name === undefined ? "" : textOf(name), type, name);
    this.define(word);
    return word;
  }

  /** Another name for a word. */
  synonym(name: Span, target: Word): Word {
    const word = this.createWord(target.type, name);
    word.synonym = target;
    word.prim = target.prim;
    word.body = target.body;
    word.compilation = target.compilation;
    if (target.prim === undefined) {
      word.code = [
        { op: "call", word: target, span: name },
        { op: "exit", span: name },
      ];
    }
    return word;
  }

  private checkNotCompiling(): void {
    if (this.definition !== undefined && this.compiling) {
      throw this.failure(
        "nested-definition",
        "a definition inside a definition",
        "is a `;` missing before it?",
      );
    }
  }

  /** Code that gives the address of a word's body. */
  bodyCode(word: Word): Instr[] {
    const { span } = this;
    if (word.body !== undefined) {
      return [{ op: "lit", value: new Address(word.body.unit, word.body.offset), span }];
    }
    return [
      { op: "lit", value: new Address(word, TOKEN_BODY), span },
      { op: "prim", prim: this.prim("@"), span },
    ];
  }

  /** A created word whose body begins at `here`; if that is the running program's, it also has to find it. */
  beginBody(word: Word): void {
    const { space, vm, span } = this;
    if (space.open === undefined) word.body = this.newBody(word.name);
    else {
      word.dynamic = true;
      vm.runPrimitive(this.prim("align"), span);
      vm.runPrimitive(this.prim("here"), span);
      vm.emitNative(this.prim("!"), [vm.pop(), new Address(word, TOKEN_BODY)], span);
    }
    word.code = [...this.bodyCode(word), { op: "exit", span }];
  }

  /** What a marker keeps: how to go back to the dictionary and the data space as they are now. */
  newMarker(): Address {
    const { order, compilation, latest } = this;
    const { current } = this.space;
    const { size } = current;
    const end = this.space.open === undefined ? undefined : this.runningHere();
    const sizes = this.allWordlists().map((list) => [list, list.size] as const);
    const unit = this.space.newUnit("marker", "compiler", 8);
    this.markers.set(unit, () => {
      const known = new Map(sizes);
      for (const list of this.allWordlists()) list.forget(known.get(list) ?? 0, this.space.journal);
      this.setOrder(order);
      this.setCompilation(compilation);
      this.freeDataSpace(current, size, end);
      const before = this.latest;
      this.latest = latest;
      this.space.journal?.push(() => {
        this.latest = before;
      });
    });
    return new Address(unit, 0);
  }

  /** `here`, when data space is the running program's. */
  private runningHere(): Cell {
    this.vm.runPrimitive(this.prim("here"), this.span);
    return this.vm.pop();
  }

  /** Goes back to where data space ended: `end` if the running program allotted it already. */
  private freeDataSpace(unit: Unit, size: number, end: Cell | undefined): void {
    const { space, vm, span } = this;
    const { open } = space;
    if (open === undefined) {
      space.backTo(unit, size);
      return;
    }
    vm.push(end ?? new Address(open, open === unit ? size : open.size));
    vm.push(this.runningHere());
    vm.runPrimitive(this.prim("-"), span);
    vm.runPrimitive(this.prim("allot"), span);
  }

  forget(marker: Cell): void {
    const back =
      marker instanceof Address && marker.base.kind === "unit" ? this.markers.get(marker.base) : undefined;
    if (back === undefined) throw this.failure("not-a-marker", "this is no marker");
    back();
  }

  /** Begins a data field that starts at `here`, aligned to cells. */
  newBody(name: string): { unit: Unit; offset: number } {
    const unit = this.space.startUnit(name);
    this.space.align(8);
    return { unit, offset: unit.size };
  }

  beginDefinition(name: Span | undefined, quotation = false): Definition {
    if (this.definition !== undefined && !quotation) {
      throw this.failure(
        "nested-definition",
        `a definition inside ${describe(this.definition)}`,
        "is a `;` missing before it?",
      );
    }
    const word = this.newWord(name === undefined ? "" : textOf(name), "colon", name);
    const definition = new Definition(word, name ?? this.span, quotation);
    this.definitions.push(definition);
    this.setCompiling(true);
    if (name !== undefined) this.readDeclaredEffect(word);
    return definition;
  }

  /** A `(` comment right after the name declares the effect; it is left to be skipped as any comment. */
  private readDeclaredEffect(word: Word): void {
    const source = this.source;
    const saved = { ...source };
    let name = parseName(source);
    if (name === undefined && refill(source)) name = parseName(source);
    if (name !== undefined && textOf(name) === "(") {
      const { file } = source;
      const close = file.text.indexOf(")", source.at);
      if (close >= 0) {
        const span = { file, start: name.start, end: endOfEffect(file.text, name.start, close + 1) };
        word.declared = parseDeclaredEffect(textOf(span), span);
      }
    }
    Object.assign(source, saved);
  }

  /** `;` and `;]`: checks that everything is closed. */
  endDefinition(quotation = false): Word {
    const definition = this.current;
    if (definition.quotation !== quotation) {
      throw quotation
        ? this.failure("unbalanced-control", "`;]` without `[:`")
        : new CompileError("unbalanced-control", "`[:` is not closed", definition.span, "`;]` closes it");
    }
    this.definitions.pop();
    this.setCompiling(this.definition !== undefined);
    const open = definition.openStructure();
    if (open !== undefined) {
      throw new CompileError(
        "unbalanced-control",
        `\`${open.name}\` is not closed in ${describe(definition)}`,
        open.span,
        howToClose(open),
      );
    }
    definition.finish(this.span);
    return definition.word;
  }

  /** A word is executed that has no code (yet). */
  failUnfinished(word: Word): never {
    throw word.poisoned
      ? this.poisoned(word)
      : this.failure("unfinished-word", `${described(word)} is executed before its end`);
  }

  /** An error: what a word needs was not defined because of an error. */
  poisoned(word: Word): CompileError {
    return this.failure(
      POISONED,
      `${described(word)} cannot be executed because of an error in a definition`,
    );
  }

  /** The word that an execution token or a name token stands for. */
  tokenWord(token: Cell): Word {
    if (token instanceof Address && token.base.kind === "word" && token.offset === 0) return token.base;
    if (token instanceof Unknown) throw new NoAnswer("the execution token is not known");
    throw this.failure("not-a-token", "this is not an execution token");
  }

  /** Compiles a value; what only the running program has waits in a cell, from which it is fetched. */
  compileLiteral(value: Cell): void {
    const { current, span } = this;
    if (!(value instanceof Unknown)) {
      current.literal(value, span);
      return;
    }
    const cell = new Address(this.space.newUnit("literal", "data", 8), 0);
    this.vm.store(cell, value, 8);
    current.literal(cell, span);
    current.primitive(this.prim("@"), span);
  }

  /** Compiles a float likewise. */
  compileFloat(value: Float): void {
    const { current, span } = this;
    if (!(value instanceof Unknown)) {
      current.float(value, span);
      return;
    }
    const cell = new Address(this.space.newUnit("literal", "data", 8), 0);
    this.vm.storeFloat(cell, value);
    current.literal(cell, span);
    current.primitive(this.prim("f@"), span);
  }

  /** Compiles the compilation semantics of a word. */
  postpone(word: Word, span: Span): void {
    const { current } = this;
    if (word.compilation !== undefined) current.call(word.compilation, span);
    else if (word.immediate) current.call(word, span);
    else {
      current.literal(new Address(word, 0), span);
      current.primitive(this.prim("compile,"), span);
    }
  }

  /** After `does>` the code goes into another word; names, locals and control structures do not. */
  continueIn(action: Word): void {
    const definition = this.current;
    const open = definition.openStructure();
    if (open !== undefined) {
      throw this.failure(
        "unbalanced-control",
        `\`does>\` inside a structure that \`${open.name}\` began`,
        howToClose(open),
      );
    }
    definition.continueIn(action);
  }

  /** `does>` was executed: the latest created word runs `action` on its body from now on. */
  setDoes(action: Word, word = this.latest): void {
    if (word === undefined || word.type !== "created" || (word.body === undefined && !word.dynamic)) {
      throw this.failure(
        "does-without-create",
        "`does>` has no created word to change",
        "use `create` before it",
      );
    }
    const { span } = this;
    const code: Instr[] = [...this.bodyCode(word), { op: "call", word: action, span }, { op: "exit", span }];
    this.top.changeCode(word, code);
  }

  protected localNames(): Iterable<string> {
    return this.definition?.localNames() ?? [];
  }

  protected override undefinedWord(span: Span): CompileError {
    const last = this.definition?.code[this.definition.code.length - 1];
    if (this.compiling && last?.op === "prim" && last.prim.name === ":") {
      return new CompileError(
        "nested-definition",
        `a definition of \`${textOf(span)}\` inside ${describe(this.definition!)}`,
        span,
        "is a `;` missing before it?",
      );
    }
    const error = super.undefinedWord(span);
    // A defining word that was compiled did not take the name after it.
    if (this.compiling && last?.op === "prim" && DEFINING.has(last.prim.name)) {
      const hint = `\`${last.prim.name}\` was compiled: is a \`;\` missing before it?`;
      return new CompileError("undefined-word", error.message, span, hint);
    }
    return error;
  }
}

/**
 * Where the comments end that declare one effect: others that begin with the name of a stack may follow at
 * once, `( n -- ) ( F: -- r )`, and where all of them do, one that does not.
 */
function endOfEffect(text: string, start: number, from: number): number {
  let end = from;
  let hasData = !/^\(\s+[a-zA-Z]:/.test(text.slice(start, start + 8));
  for (;;) {
    MORE_EFFECT.lastIndex = end;
    const found = MORE_EFFECT.exec(text);
    if (found === null || (found[1] === undefined && hasData)) return end;
    hasData ||= found[1] === undefined;
    end = MORE_EFFECT.lastIndex;
  }
}

const MORE_EFFECT = /\s*\(\s+(?:([a-zA-Z]:)|[^)]*--)[^)]*\)/y;

const DEFINING: ReadonlySet<string> = new Set([
  "variable",
  "2variable",
  "constant",
  "value",
  "create",
  "defer",
]);

/** For messages. */
export const describe = ({ word }: Definition): string =>
  word.name === "" ? "a definition without a name" : `the definition of \`${word.name}\``;

const described = ({ name }: Word): string => (name === "" ? "a definition without a name" : `\`${name}\``);

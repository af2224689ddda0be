/**
 * The module of a loaded program: functions, tokens and data for everything that can be reached from
 * the startup code, and nothing else. What a function refers to is known once it is built and tidied; units
 * of data refer to others by the addresses they hold; a queue of each is worked off until both are empty.
 *
 * Symbols are made from Forth names: `f_` functions, `s_` their entries in the `stack` convention, `x_`
 * execution tokens, `d_` data, `t_` strings. Names and order depend on the source only.
 */
import { type InstOptions, newInst } from "../codegen/ir/builder.ts";
import { MAIN_CONTEXT } from "../codegen/ir/layout.ts";
import type { Op } from "../codegen/ir/ops.ts";
import type { DataObject, Func, Inst, Module, Position, Reloc, Shared, Token } from "../codegen/ir/types.ts";
import type { Diagnostic } from "../support/diagnostics.ts";
import { lineAndColumn, type Span } from "../support/source.ts";
import { buildFunction } from "./build-ssa.ts";
import { Address } from "./cell.ts";
import type { DataSpace, Unit } from "./data-space.ts";
import { checkDeclared, EffectCache, inferPlan, spawnInputs } from "./effects.ts";
import type { Plan, WordEffect } from "./flow.ts";
import { sharedNames, storedAddresses } from "./shared-names.ts";
import { type ModuleContext, signatureOf } from "./ssa/context.ts";
import { buildStackEntry } from "./ssa/stack-entry.ts";
import { type Word, wordName } from "./word.ts";

const ENTRY = "ffc_program";
/** `spawn` does not know how many cells to take, or asks what a deferred word executes. */
const UNKNOWN_INPUTS = 255;
const DEFERRED_INPUTS = 254;

export interface Built {
  /** Undefined if there are errors. */
  module: Module | undefined;
  diagnostics: Diagnostic[];
}

/**
 * `words` are the user's: they are checked whether they are reached or not. `effects` may know some of the
 * program's words already.
 */
export function buildModule(
  startup: Word,
  space: DataSpace,
  words: readonly Word[],
  effects = new EffectCache(),
): Built {
  const image = new Image(startup, space, effects, sharedNames(words, space));
  const module = image.build();
  const found = new Set(image.diagnostics);
  for (const word of words) {
    for (const error of inferPlan(word, effects).errors) found.add(error);
    const warning = checkDeclared(word, effects);
    if (warning !== undefined) found.add(warning);
  }
  const diagnostics = [...found];
  const failed = diagnostics.some((d) => d.severity === "error");
  return { module: failed ? undefined : module, diagnostics };
}

class Image implements ModuleContext {
  private readonly cache: EffectCache;
  readonly diagnostics: Diagnostic[] = [];
  private readonly startup: Word;
  private readonly space: DataSpace;
  private readonly sharedNames: ReadonlyMap<Unit, string>;
  /** Functions that make what threads share. */
  private readonly makers = new Set<Func>();
  private readonly symbols = new Symbols();
  private readonly positions = new Positions();
  private readonly functions: Func[] = [];
  private readonly functionSymbols = new Map<Word, string>();
  /** Words whose functions are built, in this order. */
  private readonly words: Word[] = [];
  private readonly tokens = new Map<Word, Token>();
  private readonly unitSymbols = new Map<Unit, string>();
  private readonly strings = new Map<string, string>();
  /** Units whose content is looked at, in this order, and what becomes of them. */
  private readonly units: Unit[] = [];
  private readonly objects = new Map<Unit, DataObject>();

  constructor(startup: Word, space: DataSpace, cache: EffectCache, names: ReadonlyMap<Unit, string>) {
    this.startup = startup;
    this.space = space;
    this.cache = cache;
    this.sharedNames = names;
  }

  build(): Module {
    const plan = inferPlan(this.startup, this.cache);
    this.checkStartup(plan);
    this.diagnostics.push(...plan.errors);
    // What it mentions may have come into the list before it.
    const entry = buildFunction(plan, ENTRY, this, true);
    this.functions.push(entry);
    for (let w = 0, u = 0; w < this.words.length || u < this.units.length; ) {
      while (w < this.words.length) this.addFunction(this.words[w++]!);
      while (u < this.units.length) {
        const unit = this.units[u++]!;
        this.objects.set(unit, this.freeze(unit));
      }
    }
    const data: DataObject[] = [];
    for (const unit of this.space.units) {
      const object = this.objects.get(unit);
      if (object !== undefined) data.push(object);
    }
    this.nameHolders(entry);
    storeCapacities(data, entry);
    return {
      functions: this.functions,
      data,
      tokens: [...this.tokens.values()],
      positions: this.positions.list,
      entry: ENTRY,
    };
  }

  /** What is stored when the program runs, or starts, may be all that has a name. */
  private nameHolders(entry: Func): void {
    const shared = new Map<string, Shared>();
    for (const { symbol, shared: what } of this.objects.values())
      if (what?.name === "") shared.set(symbol, what);
    if (this.makers.size + shared.size === 0) return;
    if (shared.size > 0) this.makers.add(entry);
    const names = new Map([...this.objects].map(([{ name }, { symbol }]) => [symbol, name]));
    const holders = new Set<string>();
    for (const func of this.makers) {
      for (const { holder, of } of storedAddresses(func)) {
        const what = shared.get(of);
        if (of === "") holders.add(holder);
        else if (what !== undefined) what.name = names.get(holder) ?? "";
      }
    }
    for (const [unit, object] of this.objects) {
      if (holders.has(object.symbol) && unit.size >= 8) object.shared ??= { kind: "holder", name: unit.name };
    }
  }

  private checkStartup(plan: Plan): void {
    const { insSpan, finsSpan, effect } = plan;
    if (effect.kind === "inline") {
      this.error(
        "unbalanced-return-stack",
        "unbalanced return stack: the top level has no return address to handle",
        effect.span,
      );
    } else if (insSpan !== undefined) this.underflow("stack-underflow", "cells", insSpan);
    else if (finsSpan !== undefined) this.underflow("float-stack-underflow", "floats", finsSpan);
  }

  private underflow(code: string, items: string, span: Span): void {
    const name = span.file.text.slice(span.start, span.end);
    this.error(code, `${code.replaceAll("-", " ")}: \`${name}\` takes more ${items} than there are`, span);
  }

  private error(code: string, message: string, span: Span | undefined, hint?: string): void {
    this.diagnostics.push({ severity: "error", code, message, span, hint });
  }

  private addFunction(word: Word): void {
    const plan = inferPlan(word, this.cache);
    this.diagnostics.push(...plan.errors);
    this.functions.push(buildFunction(plan, this.functionSymbols.get(word)!, this));
  }

  // ---- what functions ask for ----

  effect(word: Word): WordEffect {
    return inferPlan(word, this.cache).effect;
  }

  functionSymbol(word: Word): string {
    let symbol = this.functionSymbols.get(word);
    if (symbol === undefined) {
      symbol = this.symbols.make("f", word.name);
      this.functionSymbols.set(word, symbol);
      this.words.push(word);
    }
    return symbol;
  }

  dataSymbol(
    { base, offset }: Address,
    span: Span | undefined,
    position = 0,
  ): { symbol: string; addend: number } {
    if (base.kind === "word") {
      if (base.prim !== undefined) this.positions.mention(base, position);
      return { symbol: this.token(base, span), addend: offset };
    }
    return { symbol: this.unitSymbol(base), addend: offset };
  }

  makesShared(func: Func): void {
    this.makers.add(func);
  }

  position(span: Span, word: Word): number {
    return this.positions.index(span, word);
  }

  report(diagnostic: Diagnostic): void {
    this.diagnostics.push(diagnostic);
  }

  // ---- execution tokens ----

  private token(word: Word, span: Span | undefined): string {
    const known = this.tokens.get(word);
    if (known !== undefined) return known.symbol;
    const effect = this.effect(word);
    if (effect.kind === "inline") {
      this.error(
        "return-address",
        `\`${wordName(word)}\` handles its caller's return address: it has no execution token`,
        span ?? effect.span,
        "such a word is expanded where it is called by its name",
      );
    }
    const symbol = this.symbols.make("x", word.name);
    const inputs = word.type === "defer" ? DEFERRED_INPUTS : spawnInputs(word, this.cache);
    const isCount = inputs !== undefined && (inputs < DEFERRED_INPUTS || word.type === "defer");
    const token: Token = {
      symbol,
      func: "",
      spawnInputs: isCount ? inputs : UNKNOWN_INPUTS,
      body: undefined,
      writable: word.dynamic,
    };
    this.tokens.set(word, token);
    token.func = this.stackEntry(word, effect);
    if (word.body !== undefined) {
      const { unit, offset } = word.body;
      token.body = { symbol: this.unitSymbol(unit), addend: offset };
    }
    return symbol;
  }

  /** A function of the word in the `stack` convention. */
  private stackEntry(word: Word, effect: WordEffect): string {
    const callee = this.functionSymbol(word);
    const sig = signatureOf(effect);
    if (sig.convention === "stack") return callee;
    const symbol = this.symbols.make("s", word.name);
    const returns = effect.kind === "static" && effect.returns;
    this.functions.push(
      buildStackEntry(word.name, symbol, callee, sig, returns, throwsItself(word), this.beginning(word)),
    );
    return symbol;
  }

  /** The position of a word's first step. */
  private beginning(word: Word): number {
    const span = word.code[0]?.span;
    return span === undefined ? this.positions.ofPrimitive(word) : this.positions.index(span, word);
  }

  // ---- data ----

  private unitSymbol(unit: Unit): string {
    if (unit.role === "user") return MAIN_CONTEXT;
    let symbol = this.unitSymbols.get(unit);
    if (symbol !== undefined) return symbol;
    if (unit.role === "string" && !unit.owned) {
      const content = Buffer.from(unit.bytes.buffer, unit.bytes.byteOffset, unit.size).toString("latin1");
      symbol = this.strings.get(content);
      if (symbol === undefined) {
        symbol = this.symbols.make("t", content.slice(0, 16));
        this.strings.set(content, symbol);
        this.units.push(unit);
      }
    } else {
      symbol = this.symbols.make(unit.role === "string" ? "t" : "d", unit.name);
      this.units.push(unit);
    }
    this.unitSymbols.set(unit, symbol);
    return symbol;
  }

  private freeze(unit: Unit): DataObject {
    const symbol = this.unitSymbols.get(unit)!;
    const relocs: Reloc[] = [];
    const { bytes, symbolic } = initialContent(unit);
    for (const offset of [...symbolic.keys()].sort((a, b) => a - b)) {
      const value = symbolic.get(offset)!;
      // Startup code stores what is not known.
      if (!(value instanceof Address)) continue;
      // What lies beyond the end was only scratch space while compiling.
      if (offset + 8 > unit.size) continue;
      relocs.push({ offset, ...this.dataSymbol(value, undefined) });
    }
    let length = Math.min(unit.size, bytes.length);
    while (length > 0 && bytes[length - 1] === 0) length--;
    const object: DataObject = {
      symbol,
      align: unit.role === "string" ? 1 : unit.size >= 16 ? 16 : 8,
      // No two objects may have the same address. A zero follows a string that the program may look beyond.
      size: unit.role === "string" ? unit.size + (unit.owned ? 1 : 0) : Math.max(unit.size, 1),
      bytes: bytes.slice(0, length),
      relocs,
      readonly: unit.readonly && !unit.owned,
    };
    if (unit.shared !== undefined) {
      object.shared = { kind: unit.shared, name: this.sharedNames.get(unit) ?? "" };
    }
    return object;
  }
}

/**
 * The capacity of a channel is all of it that is not zero: stored first of all, so that the binary does not have the
 * zeroes. Of very many channels the rest stays as it is.
 */
function storeCapacities(data: readonly DataObject[], entry: Func): void {
  const block = entry.blocks[0]!;
  const stores: Inst[] = [];
  const make = (op: Op, args: Inst[], options: InstOptions = {}): Inst => {
    const inst = newInst(entry, op, args, options);
    inst.block = block;
    stores.push(inst);
    return inst;
  };
  for (const { symbol, shared, bytes, relocs } of data) {
    if (shared?.kind !== "channel" || bytes.length === 0 || bytes.length > 8 || relocs.length > 0) continue;
    if (stores.length > MAX_STORES) break;
    const capacity = bytes.reduceRight((high, byte) => 256 * high + byte, 0);
    make("store", [make("addr", [], { sym: symbol }), make("const", [], { imm: BigInt(capacity) })]);
    bytes.fill(0);
  }
  block.insts = [...stores, ...block.insts];
}

/** Instructions, three for a channel. */
const MAX_STORES = 3000;

const NOTHING = { bytes: new Uint8Array(0), symbolic: new Map<number, Address>() };

/** Cells of the compiler mean nothing to the program, or startup code fills them. */
const initialContent = (unit: Unit): NonNullable<Unit["initial"]> =>
  unit.role === "compiler" ? NOTHING : (unit.initial ?? unit);

/** Whether `throw` or `abort"` is written in the word, not only in those it calls. */
const throwsItself = ({ code }: Word): boolean =>
  code.some((instr) => instr.op === "prim" && THROWS.has(instr.prim.name));
const THROWS: ReadonlySet<string> = new Set(["throw", "(abort-message)"]);

class Symbols {
  private readonly used = new Map<string, number>();

  /** Readable, assembly-safe and unique. */
  make(prefix: string, name: string): string {
    const readable = isPlain(name) ? name : name.replace(/[^A-Za-z0-9]/g, escaped);
    const wanted = `${prefix}_${readable === "" ? "noname" : readable}`;
    const count = (this.used.get(wanted) ?? 0) + 1;
    this.used.set(wanted, count);
    if (count === 1) return wanted;
    // `a` thrice and `a.2` do not meet: no other symbol has a dot.
    return `${wanted}.${count}`;
  }
}

function isPlain(name: string): boolean {
  for (let k = 0; k < name.length; k++) {
    const c = name.charCodeAt(k);
    const plain = (c >= 48 && c <= 57) || (c >= 65 && c <= 90) || (c >= 97 && c <= 122);
    if (!plain) return false;
  }
  return true;
}

const escaped = (c: string): string => (c === "-" || c === "_" ? "_" : `_${c.charCodeAt(0).toString(16)}`);

const NO_POSITION: Position = { file: "", line: 0, word: "" };

/** The table of positions, each listed once but for those of primitives. */
class Positions {
  readonly list: Position[] = [{ ...NO_POSITION }];
  /** Of the tokens of primitives, which nobody else has. */
  private readonly primitives = new Map<Word, number>();
  /** The words of the positions, and which other position has the same key, 0 if none has. */
  private readonly words: (Word | undefined)[] = [undefined];
  private readonly others: number[] = [0];
  private readonly byKey = new Map<number, number>();
  /** The line asked for last: most questions are about the same one. */
  private last = { word: undefined as Word | undefined, text: "", start: 0, end: 0, index: 0 };

  index(span: Span, word: Word): number {
    const { last } = this;
    const { file, start } = span;
    if (word === last.word && file.text === last.text && start >= last.start && start < last.end) {
      return last.index;
    }
    if (file.name === "") return word.prim === undefined ? 0 : this.ofPrimitive(word);
    const { line, column } = lineAndColumn(file, start);
    const index = this.find(file.name, line, word);
    const end = file.text.indexOf("\n", start);
    this.last = {
      word,
      text: file.text,
      start: start - column + 1,
      end: end < 0 ? file.text.length + 1 : end + 1,
      index,
    };
    return index;
  }

  /** Primitives have no source: their tokens do what they do where they are mentioned, if that is one place. */
  ofPrimitive(word: Word): number {
    let index = this.primitives.get(word);
    if (index === undefined) {
      index = this.list.push({ ...NO_POSITION }) - 1;
      this.words.push(undefined);
      this.others.push(0);
      this.primitives.set(word, index);
    }
    return index;
  }

  mention(primitive: Word, index: number): void {
    const isFirst = !this.primitives.has(primitive);
    const position = this.list[this.ofPrimitive(primitive)]!;
    const { file, line, word } = this.list[index]!;
    const isSame = file === position.file && line === position.line && word === position.word;
    if (!isSame) Object.assign(position, isFirst ? { file, line, word } : NO_POSITION);
  }

  private find(file: string, line: number, word: Word): number {
    const { list, words, others, byKey } = this;
    // The words of a program and the lines of each, spread over small integers.
    const key = (Math.imul(word.id, 0x9e3779b1) ^ line) & 0x3fffffff;
    const first = byKey.get(key) ?? 0;
    for (let k = first; k !== 0; k = others[k]!) {
      if (words[k] === word && list[k]!.line === line && list[k]!.file === file) return k;
    }
    const index = list.length;
    list.push({ file, line, word: word.name });
    words.push(word);
    others.push(first);
    byKey.set(key, index);
    return index;
  }
}

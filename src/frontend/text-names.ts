/**
 * What names mean to the text interpreter: the wordlists of the search order, and the words that the
 * compiler brings along, which come after the user's in the wordlist `forth`.
 */
import { CompileError } from "../support/diagnostics.ts";
import type { Span } from "../support/source.ts";
import { absentWord } from "./absent-words.ts";
import { Address, type Cell, NoAnswer, Unknown } from "./cell.ts";
import type { Unit } from "./data-space.ts";
import { suggestion, Wordlist } from "./dictionary.ts";
import type { Library, Piece } from "./library.ts";
import { nameHint } from "./name-hints.ts";
import type { Primitive } from "./primitive.ts";
import { textOf } from "./reader.ts";
import { TextInput } from "./text-input.ts";
import { newWord, type Word, type WordKind } from "./word.ts";

/** The system's words that are found even if `forth` is not searched. */
const ROOT: ReadonlySet<string> = new Set([
  "order",
  "set-order",
  "get-order",
  "forth-wordlist",
  "forth",
  "words",
]);

/** Names in parentheses are the system's own affair. */
const isPublic = (name: string): boolean => !(name.length > 2 && name.startsWith("(") && name.endsWith(")"));

/** A synonym stands for its word, unless the two were made to differ. */
const meant = (word: Word): Word =>
  word.synonym !== undefined && word.synonym.immediate === word.immediate ? word.synonym : word;

export abstract class TextNames extends TextInput {
  /** The wordlist of the user's definitions, at first, and of primitives and the library behind them. */
  readonly forth = new Wordlist();
  protected readonly system = new Wordlist();
  /** The least to search in: the words that lead to others. */
  readonly root = new Wordlist();
  /**
   * Wordlists in which names are looked up, the first one first. The words of the system are there twice, as in
   * gforth: a vocabulary that takes the first place, without `also`, does not hide them.
   */
  order: readonly Wordlist[] = [this.forth, this.forth, this.root];
  /** Where definitions go. */
  compilation = this.forth;
  /** What stands for wordlists on the stack. */
  private readonly wids = new Map<Wordlist, Unit>();
  private readonly wordlists = new Map<Unit, Wordlist>();
  protected abstract readonly library: Library;
  /** All words there are, in the order of their definitions. */
  protected readonly words: Word[] = [];

  newWord(name: string, type: WordKind, span: Span | undefined): Word {
    const word = newWord(this.words.length, name, type, span);
    word.library = this.loadingLibrary;
    this.words.push(word);
    return word;
  }

  /** A primitive by name, for words that compile others. */
  prim(name: string): Primitive {
    const prim = this.system.get(name)?.prim;
    if (prim === undefined) throw new Error(`no primitive ${name}`);
    return prim;
  }

  /** The word that a name means now: in the wordlists of the search order, one after the other. */
  find(name: string): Word | undefined {
    return this.lookUp(name.toLowerCase());
  }

  /** As `find`, of a name in lower case. */
  lookUp(key: string): Word | undefined {
    if (this.loadingLibrary) return this.systemWord(key);
    for (const list of this.order) {
      const word = this.lookUpIn(list, key);
      if (word !== undefined) return word;
    }
    return undefined;
  }

  /** The word that a name means in one wordlist; the system's words are in the wordlist `forth`. */
  findIn(list: Wordlist, name: string): Word | undefined {
    return this.lookUpIn(list, name.toLowerCase());
  }

  private lookUpIn(list: Wordlist, key: string): Word | undefined {
    const word = list.get(key);
    if (word !== undefined) return meant(word);
    if (list === this.forth || (list === this.root && ROOT.has(key))) return this.systemWord(key);
    return undefined;
  }

  private systemWord(key: string): Word | undefined {
    return this.system.get(key) ?? this.fromLibrary(key);
  }

  findOrFail(span: Span): Word {
    const name = textOf(span);
    const word = this.find(name);
    if (word === undefined) throw this.undefinedWord(span);
    return word;
  }

  /** A word of the system that others are made of. */
  findWord(name: string): Word {
    const word = this.systemWord(name.toLowerCase());
    if (word === undefined) throw new Error(`no word ${name}`);
    return word;
  }

  /** The piece of the library that defines a name is interpreted when the name is first looked up. */
  private fromLibrary(key: string): Word | undefined {
    const piece = this.library.get(key);
    if (piece === undefined) return undefined;
    this.loadPiece(piece);
    return this.system.get(key);
  }

  protected compilerCell(name: string): Unit {
    const unit = this.findWord(name).body!.unit;
    unit.role = "compiler";
    return unit;
  }

  /** Interprets a piece of the library as if it had been there from the start. */
  protected abstract loadPiece(piece: Piece): void;

  /** The base in which numbers are read. */
  abstract get base(): number;

  /** An error for a name that means nothing, with a guess what was meant. */
  protected undefinedWord(span: Span): CompileError {
    const name = textOf(span);
    return new CompileError("undefined-word", `\`${name}\` is not defined`, span, this.guess(span));
  }

  /** What may have been meant by a name that means nothing. */
  private guess(span: Span): string | undefined {
    const name = textOf(span);
    const elsewhere = this.allWordlists().find((list) => !this.order.includes(list) && this.has(list, name));
    if (elsewhere !== undefined)
      return `it is in the wordlist ${this.wordlistName(elsewhere)}, which is not in the search order`;
    const hint = nameHint(span, this.base);
    if (hint !== undefined) return hint;
    const absent = absentWord(name);
    if (absent !== undefined)
      return `\`${absent.name}\` (${absent.set}) is left out: ${absent.reason}; ${absent.instead}`;
    const near = suggestion(name, this.visibleNames());
    return near === undefined ? undefined : `did you mean \`${near}\`?`;
  }

  private has(list: Wordlist, name: string): boolean {
    if (list.find(name) !== undefined) return true;
    return (
      list === this.forth && (this.system.find(name) !== undefined || this.library.find(name) !== undefined)
    );
  }

  private *visibleNames(): Iterable<string> {
    yield* this.localNames();
    for (const list of new Set(this.order)) yield* list.names();
    if (!this.order.includes(this.forth)) return;
    yield* this.system.names();
    yield* this.library.names();
  }

  // ---- wordlists ----

  newWordlist(): Wordlist {
    const list = new Wordlist();
    this.widOf(list);
    return list;
  }

  /** The wordlist's identifier, which is the address of nothing in particular. */
  widOf(list: Wordlist): Address {
    let unit = this.wids.get(list);
    if (unit === undefined) {
      unit = this.space.newUnit("wordlist", "compiler", 8);
      this.wids.set(list, unit);
      this.wordlists.set(unit, list);
    }
    return new Address(unit, 0);
  }

  wordlistOf(wid: Cell): Wordlist {
    if (wid instanceof Unknown) throw new NoAnswer("the wordlist is not known");
    const unit =
      wid instanceof Address && wid.offset === 0 && wid.base.kind === "unit" ? wid.base : undefined;
    const list = unit === undefined ? undefined : this.wordlists.get(unit);
    if (list === undefined) throw this.failure("not-a-wordlist", "this is not the identifier of a wordlist");
    return list;
  }

  setOrder(order: readonly Wordlist[]): void {
    const before = this.order;
    this.order = order;
    this.space.journal?.push(() => {
      this.order = before;
    });
  }

  setCompilation(list: Wordlist): void {
    const before = this.compilation;
    this.compilation = list;
    this.space.journal?.push(() => {
      this.compilation = before;
    });
  }

  /** As `order` shows it: the name of its vocabulary, or of the constant that holds it. */
  wordlistName(list: Wordlist): string {
    if (list === this.forth) return "Forth";
    if (list === this.root) return "Root";
    const unit = this.wids.get(list);
    const named = this.words.find(({ name, type, code }) => {
      const first = code[0];
      if (name === "" || (type !== "constant" && type !== "vocabulary") || first?.op !== "lit") return false;
      return first.value instanceof Address && first.value.base === unit;
    });
    return named?.name ?? "???";
  }

  /**
   * The definitions in a wordlist, the latest first. Those of the library are compiled when their turn comes.
   */
  *wordsIn(list: Wordlist): Iterable<Word> {
    yield* list.words();
    if (list !== this.forth) return;
    yield* this.system.words();
    for (const name of this.library.names()) {
      if (this.system.find(name) === undefined) yield this.findWord(name);
    }
  }

  /** Names in a wordlist, the latest first. */
  *namesIn(list: Wordlist): Iterable<string> {
    for (const word of list.words()) yield word.name;
    if (list === this.root) yield* ROOT;
    if (list !== this.forth) return;
    for (const word of this.system.words()) if (isPublic(word.name)) yield word.name;
    for (const name of this.library.names()) {
      if (isPublic(name) && this.system.find(name) === undefined) yield name;
    }
  }

  allWordlists(): Wordlist[] {
    return [...new Set([this.forth, this.root, ...this.wids.keys()])];
  }

  /** The latest word of this name, in whatever wordlist. */
  latestNamed(name: string): Word | undefined {
    let latest: Word | undefined;
    for (const list of this.allWordlists()) {
      const word = list.find(name);
      if (word !== undefined && word.id > (latest?.id ?? 0)) latest = word;
    }
    return latest;
  }

  /** Names of the local variables in scope. */
  protected abstract localNames(): Iterable<string>;
}

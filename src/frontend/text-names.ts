/** What names mean to the text interpreter: the user's words, then those that the compiler brings along. */
import { CompileError } from "../support/diagnostics.ts";
import type { Span } from "../support/source.ts";
import { absentWord } from "./absent-words.ts";
import { Dictionary, suggestion } from "./dictionary.ts";
import type { Library, Piece } from "./library.ts";
import type { Primitive } from "./primitive.ts";
import { textOf } from "./reader.ts";
import { TextInput } from "./text-input.ts";
import { newWord, type Word, type WordKind } from "./word.ts";

export abstract class TextNames extends TextInput {
  /** What the user defined; then primitives and the library. */
  protected readonly user = new Dictionary();
  protected readonly system = new Dictionary();
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
    const prim = this.system.find(name)?.prim;
    if (prim === undefined) throw new Error(`no primitive ${name}`);
    return prim;
  }

  find(name: string): Word | undefined {
    if (!this.loadingLibrary) {
      const word = this.user.find(name);
      if (word !== undefined) return word;
    }
    return this.system.find(name) ?? this.fromLibrary(name);
  }

  findOrFail(span: Span): Word {
    const name = textOf(span);
    const word = this.find(name);
    if (word === undefined) throw this.undefinedWord(span);
    return word;
  }

  /** A word of the system that others are made of. */
  findWord(name: string): Word {
    const word = this.system.find(name) ?? this.fromLibrary(name);
    if (word === undefined) throw new Error(`no word ${name}`);
    return word;
  }

  /** The piece of the library that defines `name` is interpreted when the name is first looked up. */
  private fromLibrary(name: string): Word | undefined {
    const piece = this.library.find(name);
    if (piece === undefined) return undefined;
    this.loadPiece(piece);
    return this.system.find(name);
  }

  /** Interprets a piece of the library as if it had been there from the start. */
  protected abstract loadPiece(piece: Piece): void;

  /** An error for a name that means nothing, with a guess what was meant. */
  protected undefinedWord(span: Span): CompileError {
    const name = textOf(span);
    const absent = absentWord(name);
    if (absent !== undefined) {
      return new CompileError(
        "undefined-word",
        `\`${name}\` is left out: ${absent.reason}`,
        span,
        absent.instead,
      );
    }
    const near = suggestion(name, [
      ...this.localNames(),
      ...this.user.names(),
      ...this.system.names(),
      ...this.library.names(),
    ]);
    return new CompileError(
      "undefined-word",
      `\`${name}\` is not defined`,
      span,
      near === undefined ? undefined : `did you mean \`${near}\`?`,
    );
  }

  /** Names of the local variables in scope. */
  protected abstract localNames(): Iterable<string>;
}

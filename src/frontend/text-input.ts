/**
 * The text interpreter's input: the sources it reads, as parsing words see them, and `>in`. A source that
 * includes or evaluates another waits below it.
 */
import { CompileError, type Diagnostic, warning } from "../support/diagnostics.ts";
import { NOWHERE, type Span } from "../support/source.ts";
import { Address, add, type Cell } from "./cell.ts";
import { DataSpace, type Unit } from "./data-space.ts";
import type { Evaluator } from "./evaluator.ts";
import type { Primitive } from "./primitive.ts";
import { parseName, parseTo, refill, type Source, textOf } from "./reader.ts";

export abstract class TextInput {
  readonly space = new DataSpace();
  abstract readonly vm: Evaluator;
  readonly diagnostics: Diagnostic[] = [];
  protected readonly sources: Source[] = [];
  /** Where the word being interpreted or compiled stands. */
  span: Span = NOWHERE;
  /** The cell of `>in`, once a program has asked for it: it follows the parse position, and the other way. */
  protected inCell: Unit | undefined = undefined;
  /** The latest primitive that parses or defines, for messages. */
  protected running: Primitive | undefined = undefined;
  /** A piece of the library is being interpreted. */
  protected loadingLibrary = false;

  warn(code: string, message: string, span: Span, hint?: string): void {
    if (!this.loadingLibrary) this.diagnostics.push(warning(code, message, span, hint));
  }

  /** An error at the word being interpreted, to be thrown. */
  failure(code: string, message: string, hint?: string): CompileError {
    return new CompileError(code, message, this.span, hint);
  }

  get source(): Source {
    return this.sources[this.sources.length - 1]!;
  }

  /** The next name on the line; undefined at its end. */
  parseNameOrNone(): Span | undefined {
    return parseName(this.source);
  }

  /** The next name, which has to be there. */
  parseName(what: string): Span {
    const span = parseName(this.source);
    if (span === undefined) {
      throw this.failure(
        "missing-name",
        `${what} is missing at the end of the line`,
        `it follows \`${textOf(this.span)}\` on the same line`,
      );
    }
    return span;
  }

  /** Text up to a delimiter on the same line, which has to be there. */
  parseDelimited(delimiter: string): Span {
    const { span, found } = parseTo(this.source, delimiter);
    if (!found) {
      throw this.failure(
        "unterminated-string",
        `\`${textOf(this.span)}\` has no closing \`${delimiter}\` on this line`,
      );
    }
    return span;
  }

  /** Text up to a delimiter, over lines of a file if need be. */
  parseAcrossLines(delimiter: string): Span {
    const source = this.source;
    const start = source.at;
    for (;;) {
      const { span, found } = parseTo(source, delimiter);
      if (found) return { file: source.file, start, end: span.end };
      if (!refill(source)) {
        throw this.failure(
          "unterminated-comment",
          `\`${textOf(this.span)}\` has no closing \`${delimiter}\``,
        );
      }
    }
  }

  /** A span of the source as the program sees it: address and length. */
  stringAt(span: Span | undefined): [Cell, number] {
    const { source } = this;
    source.address ??= this.lineAddress(source);
    if (span === undefined) return [add(source.address, source.at - source.start), 0];
    return [add(source.address, span.start - source.start), span.end - span.start];
  }

  private lineAddress({ file, start, end }: Source): Address {
    return this.space.string(Buffer.from(file.text.slice(start, end), "latin1"), true);
  }

  /**
   * Room for `word`: at `here`, as programs expect who allot what they find there. Once the running program
   * knows the place, room of its own.
   */
  wordBuffer(length: number): Address {
    const { space } = this;
    if (!space.current.exposed) return space.here();
    return new Address(space.newUnit("word", "data", length), 0);
  }

  refill(): boolean {
    return refill(this.source);
  }

  /** Brings what the program sees of the input up to date; the cells, for startup code to do the same. */
  syncInput(): { values: Cell[]; unit: Unit }[] {
    const { source } = this;
    const { file, start, end } = source;
    const cells = [
      { values: this.stringAt({ file, start, end }), unit: this.compilerCell("(source)") },
      { values: [source.at - start], unit: this.compilerCell("(>in)") },
      { values: [source.isString ? -1 : 1], unit: this.compilerCell("(source-id)") },
    ];
    this.inCell = cells[1]!.unit;
    this.space.watched = this.inCell;
    for (const { values, unit } of cells) {
      values.toReversed().forEach((value, k) => {
        this.write(new Address(unit, 8 * k), value);
      });
    }
    return cells;
  }

  /** Data of the library that the compiler writes, whatever startup code does. */
  protected abstract compilerCell(name: string): Unit;

  /** Runs a word that may parse: the program may have moved `>in`, and the word moves the parse position. */
  followingIn(prim: Primitive): void {
    this.running = prim;
    if (this.inCell !== undefined) this.fetchIn();
    try {
      prim.run(this.vm);
    } finally {
      // Also when it throws: the source may be another one than in there.
      if (this.inCell !== undefined) this.storeIn();
    }
  }

  protected storeIn(): void {
    const { source } = this;
    this.write(new Address(this.inCell!, 0), source.at - source.start);
  }

  /** Startup code may know these cells, too: what it reads there is nobody's business. */
  private write(cell: Address, value: Cell): void {
    this.space.shadow(() => this.space.writeCell(cell, value));
  }

  protected fetchIn(): void {
    const { source } = this;
    const offset = this.space.readCell(new Address(this.inCell!, 0));
    if (typeof offset !== "number" || offset < 0)
      throw this.failure("bad-position", "`>in` is not in the line");
    source.at = Math.min(source.start + offset, source.end);
  }
}

/**
 * The startup code: a word without a name that does at run time what of the top level could not be done
 * while compiling. Text that was printed while compiling is printed by it as it stands.
 *
 * Its stack is the real stack below the evaluator's: known values are pushed only when something native
 * needs them, and values that only the running program has are kept in local variables ("temporaries").
 */
import { CompileError } from "../support/diagnostics.ts";
import { NOWHERE, type Span } from "../support/source.ts";
import { type Cell, type Float, Negated, refuseReturnAddress, Unknown } from "./cell.ts";
import type { DataSpace } from "./data-space.ts";
import type { Primitive } from "./primitive.ts";
import { type Instr, newWord, type Word } from "./word.ts";

/** What a word that runs while compiling may leave to the running program: it may not end. */
const MAX_PHRASE_CODE = 200_000;

/** Where a journal can go back to. */
export interface Mark {
  printed: number;
  code: number;
  foreseen: Cell[];
  foreseenFloats: Float[];
}

export class Startup {
  readonly word: Word;
  /** Pieces of printed text that have no code yet. */
  private printed: string[] = [];
  private readonly space: DataSpace;
  private readonly prim: (name: string) => Primitive;
  /** What is known of the topmost cells of the running program's stack, the top last. */
  foreseen: Cell[] = [];
  /** There is nothing below them. */
  foreseesAll = true;
  /** Likewise of its float stack. */
  foreseenFloats: Float[] = [];
  foreseesAllFloats = true;
  /** Where in the code the phrase begins that is being evaluated. */
  private phrase = 0;
  /** Where the text interpreter is: the place of the instructions that are written down. */
  span: Span = NOWHERE;

  constructor(id: number, space: DataSpace, prim: (name: string) => Primitive) {
    this.word = newWord(id, "", "colon", undefined);
    this.space = space;
    this.prim = prim;
  }

  /** A phrase begins. */
  beginPhrase(span: Span): void {
    this.span = span;
    this.phrase = this.word.code.length;
  }

  private put(instr: Instr): void {
    const { code } = this.word;
    code.push(instr);
    if (code.length - this.phrase > MAX_PHRASE_CODE) {
      throw new CompileError(
        "evaluation-limit",
        `this left more than ${MAX_PHRASE_CODE} instructions to the running program, and did not end`,
        this.span,
        "a word that runs while compiling has to end",
      );
    }
  }

  print(text: string): void {
    this.printed.push(text);
  }

  mark(): Mark {
    const { printed, word, foreseen, foreseenFloats } = this;
    return {
      printed: printed.length,
      code: word.code.length,
      foreseen: foreseen.slice(),
      foreseenFloats: foreseenFloats.slice(),
    };
  }

  rollback(mark: Mark): void {
    this.unprint(mark);
    this.word.code.length = mark.code;
    this.foreseen = mark.foreseen;
    this.foreseenFloats = mark.foreseenFloats;
  }

  /** Takes back only what was printed. */
  unprint(mark: Mark): void {
    this.printed.length = mark.printed;
  }

  /** Code for text printed so far, before anything else is done. */
  flushText(type: Primitive): void {
    if (this.printed.length === 0) return;
    const bytes = Buffer.from(this.printed.join(""), "latin1");
    this.printed = [];
    if (bytes.length === 0) return;
    this.put({ op: "lit", value: this.space.string(bytes), span: this.span });
    this.put({ op: "lit", value: bytes.length, span: this.span });
    this.put({ op: "prim", prim: type, span: this.span });
  }

  pushCell(value: Cell, span: Span): void {
    if (value instanceof Unknown) this.put({ op: "local@", local: value.temp, span });
    else if (value instanceof Negated) {
      this.pushCell(value.address, span);
      this.primitive(this.prim("negate"), span);
    } else {
      refuseReturnAddress(value);
      this.put({ op: "lit", value, span });
    }
  }

  /** The topmost cell of the running program's stack, which is taken off: its value, if that was foreseen. */
  pop(drop: Primitive): Cell {
    const value = this.foreseen.pop();
    if (value === undefined || value instanceof Unknown) return this.popUnknown();
    this.primitive(drop, this.span);
    return value;
  }

  /** Takes the topmost cell of the running program's stack into a new temporary. */
  popUnknown(): Unknown {
    const temp = this.word.locals++;
    this.put({ op: "local!", local: temp, span: this.span });
    return new Unknown(temp);
  }

  /** What `depth` or `fdepth` gives, with so many items on top that only the compiler knows of. */
  depth(name: "depth" | "fdepth", known: number): Unknown {
    this.primitive(this.prim(name), this.span);
    this.pushCell(known, this.span);
    this.primitive(this.prim("+"), this.span);
    return this.popUnknown();
  }

  pushFloat(value: Float, span: Span): void {
    if (value instanceof Unknown) this.put({ op: "flocal@", local: value.temp, span });
    else this.put({ op: "flit", value, span });
  }

  /** As `pop`, for floats. */
  fpop(fdrop: Primitive): Float {
    const value = this.foreseenFloats.pop();
    if (value === undefined || value instanceof Unknown) return this.fpopUnknown();
    this.primitive(fdrop, this.span);
    return value;
  }

  fpopUnknown(): Unknown {
    const temp = this.word.locals++;
    this.put({ op: "flocal!", local: temp, span: this.span });
    return new Unknown(temp);
  }

  primitive(prim: Primitive, span: Span): void {
    this.put({ op: "prim", prim, span });
  }

  call(word: Word, span: Span): void {
    this.put({ op: "call", word, span });
  }

  finish(): void {
    this.put({ op: "exit", span: this.span });
  }
}

/**
 * The Forth library that comes with the compiler (`lib/*.fs`), loaded piece by piece: a piece is a run of
 * lines between blank lines, and it is interpreted when one of the names it defines is first looked up. A
 * program pays for no word that it does not use.
 */
import { type SourceFile, sourceFile } from "../support/source.ts";

export interface Piece {
  file: SourceFile;
  start: number;
  end: number;
  names: string[];
}

/** A line that begins a definition: `: name`, `variable name`, `0 constant name`, ... */
const DEFINES =
  /^(?:: |(?:\S+ )*(?:constant|variable|value|create|defer|buffer:|field:|\+field|begin-structure) )(\S+)/gim;

export class Library {
  private readonly index = new Map<string, Piece>();

  constructor(files: Readonly<Record<string, string>>) {
    for (const [name, text] of Object.entries(files)) {
      const file = sourceFile(`lib/${name}.fs`, text);
      let start = 0;
      while (start < text.length) {
        const blank = text.indexOf("\n\n", start);
        const end = blank < 0 ? text.length : blank;
        this.addPiece(file, start, end);
        start = end + 2;
      }
    }
  }

  private addPiece(file: SourceFile, start: number, end: number): void {
    const text = file.text.slice(start, end);
    const piece: Piece = { file, start, end, names: [] };
    for (const match of text.matchAll(DEFINES)) piece.names.push(match[1]!.toLowerCase());
    for (const name of piece.names) this.index.set(name, piece);
  }

  find(name: string): Piece | undefined {
    return this.index.get(name.toLowerCase());
  }

  names(): Iterable<string> {
    return this.index.keys();
  }
}

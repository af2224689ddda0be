/**
 * The Forth library that comes with the compiler (`lib/*.fs`), loaded piece by piece: a piece is a run of
 * lines between blank lines, and it is interpreted when one of the names it defines is first looked up. A
 * program pays for no word that it does not use. Which piece defines what is found when the compiler is
 * bundled (scripts/forth-library.mjs). Files in `lib/include` have names of everyday life: they are there only for
 * programs that include them.
 */
import { type SourceFile, sourceFile } from "../support/source.ts";

export type LibraryText = typeof import("virtual:forth-library");

export interface Piece {
  file: SourceFile;
  start: number;
  end: number;
}

export class Library {
  private readonly text: LibraryText;
  private readonly files = new Map<string, SourceFile>();

  constructor(text: LibraryText) {
    this.text = text;
  }

  find(name: string): Piece | undefined {
    return this.get(name.toLowerCase());
  }

  /** As `find`, of a name in lower case. */
  get(key: string): Piece | undefined {
    if (!Object.hasOwn(this.text.index, key)) return undefined;
    const [file, start, end] = this.text.index[key]!;
    return { file: this.file(file), start, end };
  }

  /** Text of a file that is there for programs to include, by the name they give. */
  included(name: string): string | undefined {
    const key = `include/${name.replace(/\.fs$/, "")}`;
    return name.endsWith(".fs") && Object.hasOwn(this.text.files, key) ? this.text.files[key] : undefined;
  }

  names(): Iterable<string> {
    return Object.keys(this.text.index);
  }

  private file(name: string): SourceFile {
    const known = this.files.get(name);
    if (known !== undefined) return known;
    const file = sourceFile(`lib/${name}.fs`, this.text.files[name]!);
    this.files.set(name, file);
    return file;
  }
}

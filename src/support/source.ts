/**
 * Source text and places in it. A place is a file and an offset; lines and columns are computed only
 * when somebody wants to read them.
 */
export interface SourceFile {
  /** As the user would write it: relative to where the compiler was started, or as given. */
  name: string;
  text: string;
  /** Offsets at which lines begin; filled at first use. */
  lineStarts: number[] | undefined;
}

/** A half-open range of UTF-16 offsets in one file. */
export interface Span {
  file: SourceFile;
  start: number;
  end: number;
}

export function sourceFile(name: string, text: string): SourceFile {
  return { name, text, lineStarts: undefined };
}

/** The place of what no source has. */
export const NOWHERE: Span = { file: sourceFile("", ""), start: 0, end: 0 };

function lineStarts(file: SourceFile): number[] {
  if (file.lineStarts === undefined) {
    const starts = [0];
    for (let at = file.text.indexOf("\n"); at >= 0; at = file.text.indexOf("\n", at + 1)) starts.push(at + 1);
    file.lineStarts = starts;
  }
  return file.lineStarts;
}

/** Line and column of an offset, both from 1. */
export function lineAndColumn(file: SourceFile, offset: number): { line: number; column: number } {
  const starts = lineStarts(file);
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - starts[low]! + 1 };
}

/** The text of a line (from 1), without its end. */
export function lineText(file: SourceFile, line: number): string {
  const starts = lineStarts(file);
  const start = starts[line - 1] ?? 0;
  const end = starts[line] ?? file.text.length;
  return file.text.slice(start, end).replace(/\r?\n$/, "");
}

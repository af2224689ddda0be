/**
 * The line table (docs/runtime-abi.md). The emitter marks instructions that can fault or call with their
 * position; an entry begins where the position changes and reaches to the next. Lengths are label
 * differences that the assembler fills in.
 */
import type { Position } from "../ir/types.ts";
import type { AsmSyntax } from "./asm-syntax.ts";

interface Entry {
  label: string;
  pos: number;
}

export class LineTable {
  private readonly positions: readonly Position[];
  private readonly syntax: AsmSyntax;
  private readonly entries: Entry[] = [];
  private current = -1;
  private isFresh = true;

  constructor(positions: readonly Position[], syntax: AsmSyntax) {
    this.positions = positions;
    this.syntax = syntax;
  }

  /** The first instruction of a function that has a position gets an entry, whatever came before. */
  startFunction(): void {
    this.isFresh = true;
  }

  /**
   * The label to put before an instruction of this position, undefined if the open entry serves: the same
   * place, or if `isWeak` the same word.
   */
  mark(pos: number, isWeak: boolean): string | undefined {
    // What has no position of its own counts to its neighbours.
    if (pos === 0) return undefined;
    const serves = this.current >= 0 && this.serves(pos, this.current, isWeak && !this.isFresh);
    this.isFresh = false;
    if (serves) return undefined;
    this.current = pos;
    const label = `${this.syntax.local}p${this.entries.length}`;
    this.entries.push({ label, pos });
    return label;
  }

  private serves(a: number, b: number, isWeak: boolean): boolean {
    const p = this.positions[a]!;
    const q = this.positions[b]!;
    return (isWeak || p.line === q.line) && p.word === q.word && p.file === q.file;
  }

  /** The tables as assembly. */
  finish(out: string[]): void {
    const { syntax } = this;
    const words = new Words(this.positions, this.entries);
    out.push(syntax.tables, syntax.global("ffc_lines"), `${syntax.symbol("ffc_lines")}:`);
    let line = 0;
    let word = 0;
    for (let i = 0; i < this.entries.length; i++) {
      const { pos } = this.entries[i]!;
      const from = i === 0 ? syntax.symbol("ffc_text_start") : this.entries[i]!.label;
      const to = this.entries[i + 1]?.label ?? syntax.symbol("ffc_text_end");
      const lineStep = this.positions[pos]!.line - line;
      const wordStep = words.indexOf[pos]! - word;
      const kind = wordStep !== 0 ? 3 : lineStep === 1 ? 0 : lineStep === 2 ? 1 : lineStep === -1 ? 2 : 3;
      out.push(`.uleb128 (${to}-${from})*4+${kind}`);
      if (kind === 3) out.push(`.byte ${[...sleb128(lineStep), ...sleb128(wordStep)].join(",")}`);
      line += lineStep;
      word += wordStep;
    }
    out.push(".byte 0", syntax.global("ffc_words"), `${syntax.symbol("ffc_words")}:`);
    for (const text of words.strings) out.push(`.asciz "${escapeText(text)}"`);
    out.push(`.byte 2,0`);
  }
}

/** Words that the entries mention, by file in order of first mention, numbered. */
class Words {
  /** By position: index of its word. */
  readonly indexOf: number[] = [];
  readonly strings: string[] = [];

  constructor(positions: readonly Position[], entries: readonly Entry[]) {
    const files = new Map<string, Map<string, number[]>>();
    const seen = new Set<number>();
    for (const { pos } of entries) {
      if (seen.has(pos)) continue;
      seen.add(pos);
      const { file, word } = positions[pos]!;
      let words = files.get(file);
      if (words === undefined) {
        words = new Map();
        files.set(file, words);
      }
      const uses = words.get(word);
      if (uses === undefined) words.set(word, [pos]);
      else uses.push(pos);
    }
    let index = 0;
    for (const [file, words] of files) {
      this.strings.push(`\x01${file}`);
      for (const [word, uses] of words) {
        this.strings.push(word);
        for (const pos of uses) this.indexOf[pos] = index;
        index++;
      }
    }
  }
}

function sleb128(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (;;) {
    const byte = rest & 0x7f;
    rest >>= 7;
    const done = (rest === 0 && (byte & 0x40) === 0) || (rest === -1 && (byte & 0x40) !== 0);
    bytes.push(done ? byte : byte | 0x80);
    if (done) return bytes;
  }
}

/** As the text of `.ascii`, all bytes but plain ones in octal: each character stands for one. */
export function escapeText(text: string): string {
  let result = "";
  for (let k = 0; k < text.length; k++) result += escapedByte(text.charCodeAt(k));
  return result;
}

export function escapedByte(byte: number): string {
  if (byte >= 32 && byte < 127 && byte !== 34 && byte !== 92) return String.fromCharCode(byte);
  return `\\${byte.toString(8).padStart(3, "0")}`;
}

/**
 * What a word may do, found by walking everything it refers to. The text interpreter asks, once part of the
 * top level is left to the running program: must this word be evaluated while compiling, and what does
 * a call of it at run time leave unknown?
 */
import { CONTEXT } from "../codegen/ir/layout.ts";
import { Address } from "./cell.ts";
import { isUnfinished } from "./compiler.ts";
import type { Primitive } from "./primitive.ts";
import type { Instr, Word } from "./word.ts";

export interface Traits {
  /** Parses or defines: exists only while compiling. */
  compileTime: boolean;
  /** Refers to a word without code: its definition has an error. */
  unfinished: boolean;
  /** Allots data space, or looks at where it ends. */
  space: boolean;
  /** May write to data. */
  writes: boolean;
  /** May start a thread. */
  threads: boolean;
  /** Looks at the source that is interpreted. */
  input: boolean;
  /** May change the number base. */
  base: boolean;
  /** Works on floats. */
  floats: boolean;
  /** Executes what it has the token of, whatever that is. */
  executes: boolean;
}

/** Words on floats whose effect is not static. */
const FLOATS: ReadonlySet<string> = new Set(["fdepth", "fpick", "fp@", "fp!"]);

/** `base @` only looks at it. */
const isFetch = (next: Instr | undefined): boolean => next?.op === "prim" && next.prim.name === "@";

const none = (): Traits => ({
  compileTime: false,
  unfinished: false,
  space: false,
  writes: false,
  threads: false,
  base: false,
  floats: false,
  input: false,
  executes: false,
});

/** What was found before, which holds as long as no code changes: then `clear`. */
export class TraitCache {
  /** By the word's id, as are the marks: the number of the walk that came by last. */
  private readonly known: (Traits | undefined)[] = [];
  private readonly marks: number[] = [];
  private walks = 0;

  of(word: Word): Traits {
    const before = this.known[word.id];
    if (before !== undefined) return before;
    const found = this.walk(word);
    // Without holes, however large the id is.
    while (this.known.length <= word.id) this.known.push(undefined);
    this.known[word.id] = found;
    return found;
  }

  clear(): void {
    this.known.length = 0;
  }

  /** The name of a word that exists only while compiling, for which `root` does, too; undefined if it is one itself. */
  reason(root: Word): string | undefined {
    const words: Word[] = [];
    this.walks++;
    this.meet(root, words);
    for (let k = 0; k < words.length; k++) {
      const word = words[k]!;
      const own = none();
      this.look(word, own, words);
      if (own.compileTime && word.library) return word.name;
      if (!own.compileTime) continue;
      for (const instr of word.code) {
        if (instr.op === "does") return "does>";
        if (instr.op === "prim" && onlyCompiles(instr.prim)) return instr.prim.name;
      }
    }
    return undefined;
  }

  private walk(root: Word): Traits {
    const result = none();
    const words: Word[] = [];
    this.walks++;
    this.meet(root, words);
    for (let k = 0; k < words.length; k++) {
      const word = words[k]!;
      const known = this.known[word.id];
      if (known !== undefined) include(result, known);
      else this.look(word, result, words);
    }
    return result;
  }

  /** Adds a word to those of this walk. */
  private meet(word: Word, words: Word[]): void {
    const { marks } = this;
    while (marks.length <= word.id) marks.push(0);
    if (marks[word.id] === this.walks) return;
    marks[word.id] = this.walks;
    words.push(word);
  }

  /** What the word may do itself; those that it refers to are met. */
  private look(word: Word, result: Traits, words: Word[]): void {
    if (isUnfinished(word)) result.unfinished = true;
    // What a deferred word executes may change.
    if (word.type === "defer") result.writes = true;
    if (word.prim !== undefined) {
      consider(word.prim, result);
      if (word.prim.name === "base") result.base = true;
    }
    const { code } = word;
    for (let k = 0; k < code.length; k++) {
      const instr = code[k]!;
      switch (instr.op) {
        case "prim":
          consider(instr.prim, result);
          if (instr.prim.name === "base" && !isFetch(code[k + 1])) result.base = true;
          break;
        case "call":
          this.meet(instr.word, words);
          break;
        case "flit":
          result.floats = true;
          break;
        case "does":
          result.compileTime = true;
          break;
        case "lit":
          if (instr.value instanceof Address) {
            const { base, offset } = instr.value;
            if (base.kind === "word") this.meet(base, words);
            else if (base.role === "user" && offset === CONTEXT.base) result.base = true;
          }
          break;
      }
    }
  }
}

function include(result: Traits, other: Traits): void {
  result.compileTime ||= other.compileTime;
  result.unfinished ||= other.unfinished;
  result.space ||= other.space;
  result.writes ||= other.writes;
  result.threads ||= other.threads;
  result.base ||= other.base;
  result.floats ||= other.floats;
  result.input ||= other.input;
  result.executes ||= other.executes;
}

/** Whether it exists only while compiling. */
const onlyCompiles = ({ role }: Primitive): boolean => role !== undefined && role !== "space";

function consider(prim: Primitive, result: Traits): void {
  const { role, effect, special } = prim;
  if (role === "space") result.space = true;
  if (onlyCompiles(prim)) result.compileTime = true;
  if (prim.writes || effect === undefined) result.writes = true;
  if (special === "spawn" || special === "spawn-n") result.threads = true;
  if (special === "execute" || special === "catch") result.executes = true;
  if (prim.name === "(input)") result.input = true;
  if (effect === undefined ? FLOATS.has(prim.name) : effect.fins + effect.fouts > 0) result.floats = true;
}

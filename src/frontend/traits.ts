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

/** `known` has what was found before, as long as no code changes; it gets what is found now. */
export function traits(word: Word, known: Map<Word, Traits>): Traits {
  const before = known.get(word);
  if (before !== undefined) return before;
  const result: Traits = {
    compileTime: false,
    unfinished: false,
    space: false,
    writes: false,
    threads: false,
    base: false,
    floats: false,
    input: false,
    executes: false,
  };
  const seen = new Set<Word>([word]);
  // A set is iterated in insertion order, additions included.
  const consider = (prim: Primitive): void => {
    if (prim.role === "space") result.space = true;
    else if (prim.role !== undefined) result.compileTime = true;
    if (prim.writes || prim.effect === undefined) result.writes = true;
    const what = prim.special;
    if (what === "spawn" || what === "spawn-n") result.threads = true;
    if (what === "execute" || what === "catch") result.executes = true;
    if (prim.name === "(input)") result.input = true;
    const { effect } = prim;
    if (effect === undefined ? FLOATS.has(prim.name) : effect.fins + effect.fouts > 0) result.floats = true;
  };
  for (const w of seen) {
    const found = known.get(w);
    if (found !== undefined) {
      result.compileTime ||= found.compileTime;
      result.unfinished ||= found.unfinished;
      result.writes ||= found.writes;
      result.threads ||= found.threads;
      result.base ||= found.base;
      result.floats ||= found.floats;
      result.input ||= found.input;
      result.space ||= found.space;
      result.executes ||= found.executes;
      continue;
    }
    if (isUnfinished(w)) result.unfinished = true;
    // What a deferred word executes may change.
    if (w.type === "defer") result.writes = true;
    if (w.prim !== undefined) {
      consider(w.prim);
      if (w.prim.name === "base") result.base = true;
    }
    for (let k = 0; k < w.code.length; k++) {
      const instr = w.code[k]!;
      if (instr.op === "prim") {
        consider(instr.prim);
        if (instr.prim.name === "base" && !isFetch(w.code[k + 1])) result.base = true;
      } else if (instr.op === "call") seen.add(instr.word);
      else if (instr.op === "flit") result.floats = true;
      else if (instr.op === "does") result.compileTime = true;
      else if (instr.op === "lit" && instr.value instanceof Address) {
        const { base, offset } = instr.value;
        if (base.kind === "word") seen.add(base);
        else if (base.role === "user" && offset === CONTEXT.base) result.base = true;
      }
    }
  }
  known.set(word, result);
  return result;
}

/** What the construction of one function asks of the module it becomes part of. */
import { type Func, MAX_REG_CELLS, MAX_REG_FLOATS, type Signature } from "../../codegen/ir/types.ts";
import type { Diagnostic } from "../../support/diagnostics.ts";
import type { Span } from "../../support/source.ts";
import type { Address } from "../cell.ts";
import type { WordEffect } from "../flow.ts";
import type { Word } from "../word.ts";

export interface ModuleContext {
  effect(word: Word): WordEffect;
  /** Symbol of the function of a word, which the module then contains. */
  functionSymbol(word: Word): string;
  /** Symbol and displacement of an address that code uses, at this position; a word stands for its execution token. */
  dataSymbol(address: Address, span: Span, position: number): { symbol: string; addend: number };
  /** Index of a place in the module's table of positions. */
  position(span: Span, word: Word): number;
  /** A function makes something that threads share. */
  makesShared(func: Func): void;
  report(diagnostic: Diagnostic): void;
}

/** How a word of this effect is called. */
export function signatureOf(effect: WordEffect): Signature {
  if (effect.kind !== "static") return { convention: "stack", ins: -1, outs: -1, fins: 0, fouts: 0 };
  const { ins, outs, floats } = effect;
  const [fins, fouts] = [floats.ins, floats.outs ?? Number.POSITIVE_INFINITY];
  const fits = Math.max(ins, outs) <= MAX_REG_CELLS && Math.max(fins, fouts) <= MAX_REG_FLOATS;
  return fits
    ? { convention: "reg", ins, outs, fins, fouts }
    : { convention: "stack", ins, outs, fins: 0, fouts: 0 };
}

/**
 * Comparison of numbers of two cells, as `d<` makes it: (ah < bh) or (ah = bh and al u< bl). Machines do it with
 * one branch, by the carry or by conditional comparisons, so whoever takes conditions apart leaves it whole.
 */
import type { Inst } from "../ir/types.ts";

export interface DoubleComparison {
  /** The comparison of the high cells, signed or not; what joins it to the rest. */
  less: Inst;
  both: Inst;
  /** Of the high cells, and of the low ones. */
  equal: Inst;
  low: Inst;
}

export function doubleComparison(flag: Inst): DoubleComparison | undefined {
  if (flag.op !== "or") return undefined;
  for (let k = 0; k < 2; k++) {
    const less = flag.args[k]!;
    const both = flag.args[1 - k]!;
    if ((less.op !== "lt" && less.op !== "ult") || both.op !== "and") continue;
    const [first, second] = both.args as [Inst, Inst];
    const [equal, low] = first.op === "eq" ? [first, second] : [second, first];
    if (equal.op !== "eq" || low.op !== "ult") continue;
    const [ah, bh] = less.args as [Inst, Inst];
    if (ah !== bh && equal.args.includes(ah) && equal.args.includes(bh)) return { less, both, equal, low };
  }
  return undefined;
}

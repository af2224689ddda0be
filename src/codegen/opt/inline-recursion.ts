/**
 * Inlining of a small recursive function into itself: one call then does the work of several levels, and what
 * its caller has to save is saved once for all of them. gcc -O2 does the same (ipa-inline.c,
 * `recursive_inlining`), to a depth of 8; more than three levels gained nothing here.
 *
 * A copy of the function as it is before takes the place of each call of itself, then of the calls in these
 * copies, level by level while all of a level fits into the budget.
 *
 * After `inline`, so that what is copied has its small callees; before `simplify`, which sees all levels.
 */
import { type CallGraph, sizeOf } from "../analysis/callgraph.ts";
import type { Block, Func, Inst } from "../ir/types.ts";
import { copyOf, inlineAt } from "./inline.ts";
import { applyReplacements, type Replacements } from "./rewrite.ts";

/** Sizes as `sizeOf` counts them: of a function that is worth it, and what it may become. */
const SMALL = 48;
const LIMIT = 96;
const MAX_DEPTH = 3;

export function inlineRecursion(func: Func, calls: CallGraph): void {
  if (!calls.selfRecursive.has(func.symbol) || func.dynamicReturnStack) return;
  const added = sizeOf(func);
  if (added > SMALL) return;
  let sites = callsOfItself(func, func.blocks);
  const perCopy = sites.length;
  if (perCopy === 0) return;
  const original = copyOf(func);
  const replaced: Replacements = { any: false };
  let size = added;
  for (let depth = 0; depth < MAX_DEPTH && size + added * sites.length <= LIMIT; depth++) {
    const next: Inst[] = [];
    for (const site of sites) {
      const copies = inlineAt(func, site, original, replaced);
      next.push(...callsOfItself(func, copies));
    }
    size += added * sites.length;
    calls.sites.set(func.symbol, calls.sites.get(func.symbol)! + next.length - sites.length);
    sites = next;
  }
  applyReplacements(func, replaced);
}

function callsOfItself(func: Func, blocks: readonly Block[]): Inst[] {
  const found: Inst[] = [];
  for (const { insts } of blocks)
    for (const inst of insts) if (inst.op === "call" && inst.sym === func.symbol) found.push(inst);
  return found;
}

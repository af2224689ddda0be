/**
 * Effects of words: what each takes from and leaves on the stacks, inferred from its code.
 *
 * Words are analysed callees first, by strongly connected components of "mentions" (Tarjan 1972, with an
 * explicit stack: chains of calls may be long). Within a component of recursive words nothing is assumed at
 * first, which makes the base case decide; the words are analysed again with what was found until
 * nothing changes. What does not settle has no static effect. Declarations play no part in it.
 */
import { type Diagnostic, warning } from "../support/diagnostics.ts";
import type { Callees } from "./abstract-words.ts";
import { analyze } from "./analyze.ts";
import { expand, mentions, type Plan, type WordEffect } from "./flow.ts";
import { onlyReading } from "./stack-effect.ts";
import { type Word, wordName } from "./word.ts";

export type { WordEffect } from "./flow.ts";

/** Plans of the words analysed so far. They hold as long as no code changes: then `clear`. */
export class EffectCache {
  /** By the word's id. */
  private readonly plans: (Plan | undefined)[] = [];
  /** What the plans say of callees. */
  readonly callees = calleesOf((word) => this.get(word)?.effect);

  get(word: Word): Plan | undefined {
    return this.plans[word.id];
  }

  set(word: Word, plan: Plan): void {
    // Without holes, however large the id is.
    while (this.plans.length <= word.id) this.plans.push(undefined);
    this.plans[word.id] = plan;
  }

  clear(): void {
    this.plans.length = 0;
  }
}

/** Rounds that recursive words get to settle in. */
const MAX_ROUNDS = 12;

/** The effect of a complete word. */
export const inferEffect = (word: Word, cache: EffectCache): WordEffect => inferPlan(word, cache).effect;

export function inferPlan(word: Word, cache: EffectCache): Plan {
  const known = cache.get(word);
  if (known !== undefined) return known;
  inferReachable(word, cache);
  return cache.get(word)!;
}

/** A word whose component is being looked for. */
interface Visit {
  word: Word;
  index: number;
  low: number;
  /** It mentions itself. */
  recursive: boolean;
  rest: Word[];
}

/** Plans for the words without one that can be reached, by strongly connected components, callees first. */
function inferReachable(root: Word, cache: EffectCache): void {
  const open = new Map<Word, Visit>();
  const path: Visit[] = [];
  const stack: Visit[] = [];
  let count = 0;
  const enter = (word: Word): void => {
    const index = count++;
    const visit: Visit = { word, index, low: index, recursive: false, rest: mentions(word) };
    open.set(word, visit);
    path.push(visit);
    stack.push(visit);
  };
  enter(root);
  while (path.length > 0) {
    const visit = path[path.length - 1]!;
    const next = visit.rest.pop();
    if (next !== undefined) {
      if (cache.get(next) !== undefined) continue;
      const seen = open.get(next);
      if (seen === undefined) enter(next);
      else if (seen === visit) visit.recursive = true;
      else if (seen.index < visit.low) visit.low = seen.index;
      continue;
    }
    path.pop();
    const parent = path[path.length - 1];
    if (parent !== undefined && visit.low < parent.low) parent.low = visit.low;
    if (visit.low !== visit.index) continue;
    const component = stack.splice(stack.lastIndexOf(visit)).map(({ word }) => word);
    for (const word of component) open.delete(word);
    if (component.length > 1 || visit.recursive) solveRecursive(component, cache);
    else cache.set(visit.word, analyze(visit.word, expandedCode(visit.word, cache), cache.callees));
  }
}

const calleesOf = (effect: Callees["effect"]): Callees => ({
  effect,
  spawnInputs: (word) => largerInputs(word, effect(word)),
});

const expandedCode = (word: Word, cache: EffectCache): Plan["code"] =>
  expand(word, (callee) => inlineCode(callee, cache));

function solveRecursive(component: Word[], cache: EffectCache): void {
  const assumed = new Map<Word, WordEffect | undefined>(component.map((word) => [word, undefined]));
  const effect = (word: Word): WordEffect | undefined =>
    assumed.has(word) ? assumed.get(word) : cache.get(word)?.effect;
  const callees = calleesOf(effect);
  const plans = new Map<Word, Plan>();
  let forced: string | undefined;
  for (let round = 0, changed = true; changed; round++) {
    changed = false;
    if (round === MAX_ROUNDS) forced = "its recursion does not settle on one effect";
    for (const word of component) {
      const plan = analyze(word, expandedCode(word, cache), callees, forced);
      plans.set(word, plan);
      // What is forced may not grow any more: it surely reaches no cell.
      const found: WordEffect =
        forced !== undefined && plan.effect.kind === "dynamic"
          ? { ...plan.effect, ins: 0, floats: { ins: 0, outs: undefined } }
          : plan.effect;
      if (!sameEffect(found, assumed.get(word))) changed = true;
      assumed.set(word, found);
    }
  }
  for (const [word, plan] of plans) cache.set(word, plan);
}

function inlineCode(callee: Word, cache: EffectCache): Plan["code"] | undefined {
  const plan = cache.get(callee);
  return plan?.effect.kind === "inline" ? plan.code : undefined;
}

function sameEffect(a: WordEffect, b: WordEffect | undefined): boolean {
  if (b === undefined || a.kind !== b.kind) return false;
  if (a.kind !== "inline" && b.kind !== "inline") {
    if (a.floats.ins !== b.floats.ins || a.floats.outs !== b.floats.outs) return false;
  }
  if (a.kind === "static" && b.kind === "static") {
    return a.ins === b.ins && a.outs === b.outs && a.returns === b.returns;
  }
  return a.kind !== "dynamic" || b.kind !== "dynamic" || a.ins === b.ins;
}

function largerInputs(word: Word, effect: WordEffect | undefined): number | undefined {
  const declared = onlyReading(word.declared)?.ins;
  if (effect?.kind !== "static") return declared;
  return Math.max(effect.ins, declared ?? 0);
}

/** Cells that `spawn` takes for a word; undefined if that is not known. */
export const spawnInputs = (word: Word, cache: EffectCache): number | undefined =>
  largerInputs(word, inferEffect(word, cache));

/** A warning if no reading of the declared effect fits what the code does. */
export function checkDeclared(word: Word, cache: EffectCache): Diagnostic | undefined {
  const { declared } = word;
  if (declared === undefined || declared.readings.length === 0) return undefined;
  const effect = inferEffect(word, cache);
  if (effect.kind !== "static") return undefined;
  const { ins, outs, returns } = effect;
  const fins = effect.floats.ins;
  // Where the effect on floats is not static, plain names may stand for any number of them.
  if (effect.floats.outs === undefined && !declared.namesFloats) return undefined;
  const fouts = effect.floats.outs ?? fins;
  // A declaration may name cells below those that are touched, the same number before and after.
  const covers = (din: number, dout: number, takes: number, leaves: number): boolean =>
    din >= takes && (!returns || din - takes === dout - leaves);
  const fits = declared.readings.some((r) => {
    if (effect.floats.outs === undefined) return covers(r.ins, r.outs, ins, outs);
    if (covers(r.ins, r.outs, ins, outs) && covers(r.fins, r.fouts, fins, fouts)) return true;
    const unnamed = !declared.namesFloats && r.fins === 0 && r.fouts === 0;
    return unnamed && covers(r.ins, r.outs, ins + fins, outs + fouts);
  });
  if (fits) return undefined;
  const does = returns
    ? `takes ${items(ins, fins)} and leaves ${items(outs, fouts)}`
    : `takes ${items(ins, fins)}`;
  return warning(
    "effect-mismatch",
    `\`${wordName(word)}\` is declared ${declared.text.replace(/\s+/g, " ")} but ${does}`,
    declared.span,
  );
}

function items(cells: number, floats: number): string {
  const some = (n: number, what: string): string => (n === 1 ? `1 ${what}` : `${n} ${what}s`);
  if (floats === 0) return some(cells, "cell");
  return cells === 0 ? some(floats, "float") : `${some(cells, "cell")} and ${some(floats, "float")}`;
}

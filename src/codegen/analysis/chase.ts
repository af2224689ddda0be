/**
 * Choices that go through a large array: what is chosen is an index a round later, and what lies there decides the
 * next choice. The way down a heap is such, a binary search, and the search for the largest item.
 *
 * Without a branch each round waits for the loads of the one before it. With one the processor guesses, and loads
 * ahead: that is worth more than what wrong guesses cost where memory is far. Where it is near, or nobody can tell,
 * it is not: choices like these are hard to guess.
 */
import type { Inst, Module } from "../ir/types.ts";
import { objectOf } from "./provenance.ts";

/** Values that are looked at: what takes more is no short way around a loop. */
const MAX_VISITS = 40;
/** A join of many ways is none that a loop goes around. */
const MAX_WAYS = 4;
/** In bytes: more than processors keep near. */
const FAR = 1 << 20;

/** Symbols of the objects that are far. */
export const farObjects = ({ data }: Module): ReadonlySet<string> =>
  new Set(data.filter(({ size }) => size >= FAR).map(({ symbol }) => symbol));

export function decidesNextLoad(select: Inst, far: ReadonlySet<string>): boolean {
  if (far.size === 0) return false;
  /** Values that the condition depends on, and those that addresses of its loads do. */
  const direct: Inst[] = [];
  const addressing: Inst[] = [];
  follow(select.args[0]!, direct);
  for (let i = 0; i < direct.length && i < MAX_VISITS; i++) {
    const inst = direct[i]!;
    if (inst === select) continue;
    if (inst.info.effect !== "read") followAll(inst, direct);
    else if (inst.info.isAccess && far.has(objectOf(inst.args[0]!) ?? "")) follow(inst.args[0]!, addressing);
  }
  for (let i = 0; i < addressing.length && i < MAX_VISITS; i++) {
    if (addressing[i] === select) return true;
    followAll(addressing[i]!, addressing);
  }
  return false;
}

function followAll({ op, info, args }: Inst, list: Inst[]): void {
  if (op === "phi" ? args.length > MAX_WAYS : info.effect !== "pure") return;
  for (const arg of args) follow(arg, list);
}

function follow(inst: Inst, list: Inst[]): void {
  if (inst.args.length > 0 && !list.includes(inst)) list.push(inst);
}

/**
 * Induction variables: phis of a loop's head that each round adds the same to (Aho, Lam, Sethi and Ullman, 9.1.7),
 * and sums of values with what is known of their low bits.
 */
import type { Inst } from "../ir/types.ts";
import { inLoop, type Loop, type LoopNest } from "./loops.ts";

export interface Induction {
  phi: Inst;
  /** phi + step: what every way back to the head brings. */
  next: Inst;
  /** From before the loop. */
  step: Inst;
  /** What the ways in bring, not two the same. */
  starts: Inst[];
}

export function inductions(loop: Loop, nest: LoopNest): Induction[] {
  const found: Induction[] = [];
  const { header } = loop;
  if (header.phis.length === 0) return found;
  const isBack = header.preds.map((pred) => inLoop(pred, loop, nest));
  for (const phi of header.phis) {
    const next = phi.args[isBack.indexOf(true)]!;
    if (next.op !== "add" || phi.args.some((arg, i) => isBack[i] === true && arg !== next)) continue;
    const [left, right] = next.args as [Inst, Inst];
    const step = left === phi ? right : right === phi ? left : undefined;
    if (step === undefined || (step.op !== "const" && inLoop(step.block!, loop, nest))) continue;
    const starts: Inst[] = [];
    phi.args.forEach((arg, i) => {
      if (isBack[i] === false && !starts.includes(arg)) starts.push(arg);
    });
    found.push({ phi, next, step, starts });
  }
  return found;
}

/** A sum of multiples of values, modulo 2^64; addresses of symbols count as values, by name. */
export class Sum {
  constant = 0n;
  readonly terms = new Map<Inst | string, bigint>();

  /** Adds `count` times the value, taken apart as far as it is a sum itself. */
  add(value: Inst, count: bigint, depth = 6): this {
    const [left, right] = value.args;
    if (value.op === "const") this.constant += count * value.imm;
    else if (value.op === "addr") {
      this.constant += count * value.imm;
      this.addTerm(value.sym, count);
    } else if (depth > 0 && (value.op === "add" || value.op === "sub")) {
      this.add(left!, count, depth - 1);
      this.add(right!, value.op === "add" ? count : -count, depth - 1);
    } else this.addTerm(value, count);
    return this;
  }

  private addTerm(key: Inst | string, count: bigint): void {
    this.terms.set(key, (this.terms.get(key) ?? 0n) + count);
  }

  /** So many low bits are known to be zero. */
  zeros(): number {
    let zeros = zerosOfNumber(this.constant);
    for (const [key, count] of this.terms) {
      if (count === 0n) continue;
      const own = typeof key === "string" ? 0 : zerosOf(key);
      zeros = Math.min(zeros, own + zerosOfNumber(count));
    }
    return Math.min(zeros, 64);
  }
}

export function zerosOfNumber(n: bigint): number {
  if (n === 0n) return 64;
  let zeros = 0;
  for (let rest = n; (rest & 1n) === 0n && zeros < 64; rest >>= 1n) zeros++;
  return zeros;
}

/** So many low bits of a value are zero. */
export function zerosOf(value: Inst, depth = 4): number {
  const [left, right] = value.args;
  switch (value.op) {
    case "const":
      return zerosOfNumber(value.imm);
    case "shl":
      if (right!.op !== "const" || depth === 0) return 0;
      return Math.min(64, Number(right!.imm & 63n) + zerosOf(left!, depth - 1));
    case "mul":
      return depth === 0 ? 0 : Math.min(64, zerosOf(left!, depth - 1) + zerosOf(right!, depth - 1));
    case "and":
      return depth === 0 ? 0 : Math.max(zerosOf(left!, depth - 1), zerosOf(right!, depth - 1));
    case "add":
    case "sub":
    case "or":
    case "xor":
      return depth === 0 ? 0 : Math.min(zerosOf(left!, depth - 1), zerosOf(right!, depth - 1));
    default:
      return 0;
  }
}

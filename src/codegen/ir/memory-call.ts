/**
 * A call of a `reg` function by its execution token: inputs come from stack memory, outputs go there, cells on
 * the data stack and floats on the float stack.
 */
import type { InstOptions } from "./builder.ts";
import { CONTEXT } from "./layout.ts";
import type { Op } from "./ops.ts";
import { type Inst, resultsOf, type Signature } from "./types.ts";

export type Make = (op: Op, args: Inst[], options?: InstOptions) => Inst;

/**
 * Makes the instructions; gives the stack pointer afterwards, undefined if the function does not return. With
 * `taken`, the function gets the pointer without its inputs, and what it leaves in memory if it throws
 * lies where they were.
 */
export function callInMemory(
  callee: string,
  sig: Signature,
  sp: Inst,
  returns: boolean,
  make: Make,
  taken = false,
): Inst | undefined {
  const { ins, outs, fins, fouts } = sig;
  const moved = (from: Inst, bytes: number): Inst =>
    make("add", [from, make("const", [], { imm: BigInt(bytes) })]);
  const pointer = fins + fouts > 0 ? make("user", [], { imm: BigInt(CONTEXT.floatPointer) }) : undefined;
  const floats = pointer && make("load", [pointer]);
  const args: Inst[] = [];
  for (let k = ins - 1; k >= 0; k--) args.push(make("load", [sp], { imm: BigInt(8 * k) }));
  for (let k = fins - 1; k >= 0; k--) args.push(make("fload", [floats!], { imm: BigInt(8 * k) }));
  const pointerIn = taken && ins > 0 ? moved(sp, 8 * ins) : sp;
  const call = make("call", [pointerIn, ...args], { imm: BigInt(resultsOf(sig)), sym: callee });
  if (!returns) return undefined;
  const results: Inst[] = [];
  for (let k = 0; k < outs + fouts; k++) {
    results.push(make("proj", [call], { imm: BigInt(k), type: k < outs ? "i64" : "f64" }));
  }
  for (let k = 0; k < outs; k++) make("store", [sp, results[k]!], { imm: BigInt(8 * (ins - 1 - k)) });
  for (let k = 0; k < fouts; k++) {
    make("fstore", [floats!, results[outs + k]!], { imm: BigInt(8 * (fins - 1 - k)) });
  }
  // The pointer is loaded once: a `reg` function leaves it as it was.
  if (fins !== fouts) make("store", [pointer!, moved(floats!, 8 * (fins - fouts))]);
  return ins === outs ? sp : moved(sp, 8 * (ins - outs));
}

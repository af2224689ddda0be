/** The second entry of a word of the `reg` convention, for its execution token. */
import { append, type InstOptions, newBlock, newFunc } from "../../codegen/ir/builder.ts";
import type { Op } from "../../codegen/ir/ops.ts";
import type { Func, Inst, Signature } from "../../codegen/ir/types.ts";

/** What an execution token of a `reg` word runs: inputs from stack memory, outputs to it. */
export function buildStackEntry(
  name: string,
  symbol: string,
  callee: string,
  sig: Signature,
  returns: boolean,
): Func {
  const { ins, outs } = sig;
  const func = newFunc(symbol, name, { convention: "stack", ins, outs });
  const block = newBlock(func);
  const emit = (op: Op, args: Inst[], options?: InstOptions): Inst => append(func, block, op, args, options);
  const sp = emit("sp", []);
  if (ins > 0) emit("touch", [sp], { imm: BigInt(8 * (ins - 1)) });
  const args: Inst[] = [];
  for (let k = ins - 1; k >= 0; k--) args.push(emit("load", [sp], { imm: BigInt(8 * k) }));
  const call = emit("call", [sp, ...args], { imm: BigInt(outs), sym: callee });
  if (!returns) {
    emit("unreachable", []);
    return func;
  }
  const results: Inst[] = [];
  for (let k = 0; k < outs; k++) results.push(emit("proj", [call], { imm: BigInt(k) }));
  results.forEach((value, k) => {
    emit("store", [sp, value], { imm: BigInt(8 * (ins - 1 - k)) });
  });
  const moved = BigInt(8 * (ins - outs));
  emit("ret", [moved === 0n ? sp : emit("add", [sp, emit("const", [], { imm: moved })])]);
  return func;
}

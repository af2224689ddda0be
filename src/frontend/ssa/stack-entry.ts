/** The second entry of a word of the `reg` convention, for its execution token. */
import { append, newBlock, newFunc } from "../../codegen/ir/builder.ts";
import { CONTEXT } from "../../codegen/ir/layout.ts";
import { callInMemory, type Make } from "../../codegen/ir/memory-call.ts";
import type { Func, Signature } from "../../codegen/ir/types.ts";

/**
 * What an execution token of a `reg` word runs: inputs from stack memory, outputs to it. `throws`: itself. `pos`: where
 * inputs that are not there are missing.
 */
export function buildStackEntry(
  name: string,
  symbol: string,
  callee: string,
  sig: Signature,
  returns: boolean,
  throws: boolean,
  pos: number,
): Func {
  const { ins, fins } = sig;
  const func = newFunc(symbol, name, { ...sig, convention: "stack" });
  const block = newBlock(func);
  const emit: Make = (op, args, options) => append(func, block, op, args, { ...options, pos });
  const sp = emit("sp", []);
  if (ins > 0) emit("touch", [sp], { imm: BigInt(8 * (ins - 1)) });
  if (fins > 0) {
    const pointer = emit("user", [], { imm: BigInt(CONTEXT.floatPointer) });
    emit("touch", [emit("load", [pointer])], { imm: BigInt(8 * (fins - 1)) });
  }
  const end = callInMemory(callee, sig, sp, returns, emit, throws);
  if (end === undefined) emit("unreachable", []);
  else emit("ret", [end]);
  return func;
}

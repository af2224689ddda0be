/**
 * What a function does to memory other than the stack's, as its callers need to know it. Asked of callees
 * that are finished, so recursion (and what is not finished yet) counts as "anything".
 */
import { RUNTIME_FUNCTIONS } from "../ir/runtime-functions.ts";
import type { Func } from "../ir/types.ts";
import { mayBePointer, type Signatures, type StackPositions, stackPositions } from "./stack-pointer.ts";

export interface MemorySummary {
  /** May read it, or stop at a point where others can look at it (a throw, a block, another thread). */
  reads: boolean;
  writes: boolean;
}

const ANYTHING: MemorySummary = { reads: true, writes: true };

export function memorySummary(
  func: Func,
  signatures: Signatures,
  summaries: ReadonlyMap<string, MemorySummary>,
): MemorySummary {
  const sum: MemorySummary = { reads: false, writes: false };
  let positions: StackPositions | undefined;
  for (const block of func.blocks) {
    for (const inst of block.insts) {
      const { effect, imm } = inst.info;
      if (effect === "pure") continue;
      if (imm === "displacement") {
        const address = inst.args[0]!;
        if (mayBePointer(address)) {
          positions ??= stackPositions(func, signatures);
          if (positions[address.id] !== undefined) continue;
        }
        if (effect === "write") sum.writes = true;
        else sum.reads = true;
      } else if (inst.op === "call" || inst.op === "tailcall") {
        const callee = summaries.get(inst.sym) ?? ANYTHING;
        sum.reads ||= callee.reads;
        sum.writes ||= callee.writes;
      } else if (inst.op === "ccall") {
        if (RUNTIME_FUNCTIONS[inst.sym]?.isolated !== true) return ANYTHING;
      } else if (effect === "call" || inst.op === "tailicall") return ANYTHING;
      else if (effect === "control") sum.reads = true;
      // Atomics: what others wrote before becomes visible.
      else if (effect === "write" && inst.args.length > 0 && inst.op !== "rpush") return ANYTHING;
    }
  }
  return sum;
}

/**
 * Entries in the `stack` convention for `reg` functions whose execution token is taken: IR like any other,
 * so that every target gets them for nothing. Inputs are loaded from stack memory, the deepest one always
 * (an access that a guard page notices), outputs are stored to it.
 */
import { append, newBlock, newFunc } from "../ir/builder.ts";
import { callInMemory } from "../ir/memory-call.ts";
import type { Func, Module, Signature } from "../ir/types.ts";

export interface TokenEntries {
  functions: Func[];
  /** By symbol of a function: the symbol of its entry in the `stack` convention. */
  symbolOf: Map<string, string>;
}

export function tokenEntries(module: Module): TokenEntries {
  const bySymbol = new Map(module.functions.map((func) => [func.symbol, func]));
  const functions: Func[] = [];
  const symbolOf = new Map<string, string>();
  for (const token of module.tokens) {
    if (symbolOf.has(token.func)) continue;
    const func = bySymbol.get(token.func);
    // Without inputs and outputs the conventions are the same: the data-stack pointer stays as it is.
    const sig = func?.sig;
    if (sig?.convention !== "reg" || sig.ins + sig.outs + sig.fins + sig.fouts === 0) {
      symbolOf.set(token.func, token.func);
      continue;
    }
    const entry = stackEntry(func!);
    functions.push(entry);
    symbolOf.set(token.func, entry.symbol);
  }
  return { functions, symbolOf };
}

function stackEntry(callee: Func): Func {
  const { ins, outs, fins, fouts } = callee.sig;
  const sig: Signature = { convention: "stack", ins, outs, fins, fouts };
  const func = newFunc(`${callee.symbol}.token`, callee.name, sig);
  const block = newBlock(func);
  const pos = firstPosition(callee);
  const sp = append(func, block, "sp", []);
  const end = callInMemory(callee.symbol, callee.sig, sp, true, (op, args, options) =>
    append(func, block, op, args, { ...options, pos }),
  );
  append(func, block, "ret", [end!]);
  return func;
}

function firstPosition(func: Func): number {
  for (const block of func.blocks) for (const inst of block.insts) if (inst.pos !== 0) return inst.pos;
  return 0;
}

/**
 * Entries in the `stack` convention for `reg` functions whose execution token is taken: IR like any other,
 * so that every target gets them for nothing. Inputs are loaded from stack memory, the deepest one always
 * (an access that a guard page notices), outputs are stored to it.
 */
import { append, newBlock, newFunc } from "../ir/builder.ts";
import type { Func, Inst, Module } from "../ir/types.ts";

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
    if (func === undefined || func.sig.convention === "stack" || func.sig.ins + func.sig.outs === 0) {
      symbolOf.set(token.func, token.func);
      continue;
    }
    const entry = stackEntry(func);
    functions.push(entry);
    symbolOf.set(token.func, entry.symbol);
  }
  return { functions, symbolOf };
}

function stackEntry(callee: Func): Func {
  const { ins, outs } = callee.sig;
  const func = newFunc(`${callee.symbol}.token`, callee.name, { convention: "stack", ins, outs });
  const block = newBlock(func);
  const pos = firstPosition(callee);
  const sp = append(func, block, "sp", []);
  const inputs: Inst[] = [];
  for (let k = 0; k < ins; k++) {
    inputs.push(append(func, block, "load", [sp], { imm: BigInt(8 * (ins - 1 - k)), pos }));
  }
  const moved = (from: Inst, cells: number): Inst => {
    if (cells === 0) return from;
    const bytes = append(func, block, "const", [], { imm: BigInt(8 * cells) });
    return append(func, block, "add", [from, bytes]);
  };
  const above = moved(sp, ins);
  const call = append(func, block, "call", [above, ...inputs], {
    sym: callee.symbol,
    imm: BigInt(outs),
    pos,
  });
  const results: Inst[] = [];
  for (let k = 0; k < outs; k++) results.push(append(func, block, "proj", [call], { imm: BigInt(k) }));
  const end = moved(above, -outs);
  for (let k = 0; k < outs; k++) {
    append(func, block, "store", [end, results[k]!], { imm: BigInt(8 * (outs - 1 - k)), pos });
  }
  append(func, block, "ret", [end]);
  return func;
}

function firstPosition(func: Func): number {
  for (const block of func.blocks) for (const inst of block.insts) if (inst.pos !== 0) return inst.pos;
  return 0;
}

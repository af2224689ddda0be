/**
 * Drops functions, data objects and tokens that the entry does not reach. The linker cannot do this for
 * functions: the line table wants the compiled code in one piece.
 */
import type { Func, Module } from "../ir/types.ts";

export function dropUnreachableSymbols(module: Module): void {
  const functions = new Map(module.functions.map((func) => [func.symbol, func]));
  const data = new Map(module.data.map((object) => [object.symbol, object]));
  const tokens = new Map(module.tokens.map((token) => [token.symbol, token]));
  const reached = new Set<string>();
  const work: string[] = [];
  const reach = (symbol: string): void => {
    if (reached.has(symbol)) return;
    reached.add(symbol);
    work.push(symbol);
  };
  reach(module.entry);
  for (let symbol = work.pop(); symbol !== undefined; symbol = work.pop()) {
    const func = functions.get(symbol);
    if (func !== undefined) reachFrom(func, reach);
    for (const reloc of data.get(symbol)?.relocs ?? []) reach(reloc.symbol);
    const token = tokens.get(symbol);
    if (token === undefined) continue;
    reach(token.func);
    if (token.body) reach(token.body.symbol);
  }
  const isReached = ({ symbol }: { symbol: string }): boolean => reached.has(symbol);
  module.functions = module.functions.filter(isReached);
  module.data = module.data.filter(isReached);
  module.tokens = module.tokens.filter(isReached);
}

function reachFrom(func: Func, reach: (symbol: string) => void): void {
  for (const block of func.blocks) for (const { sym } of block.insts) if (sym !== "") reach(sym);
}

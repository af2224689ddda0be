/** Finds the code of words in the assembly of a program. */
import type { Func, Module } from "../../src/codegen/ir/types.ts";

/** From the label of a function to the next label of its kind; local labels begin with a dot. */
function functionText(text: string, { symbol }: Func): string | undefined {
  const lines = text.split("\n");
  const start = lines.indexOf(`${symbol}:`);
  if (start < 0) return undefined;
  let end = start + 1;
  while (end < lines.length && !/^[\w$]+:/.test(lines[end]!)) end++;
  return lines.slice(start, end).join("\n");
}

export function wordCode(module: Module, text: string, word: string): string | undefined {
  const func = module.functions.findLast((f) => f.name.toLowerCase() === word.toLowerCase());
  return func && functionText(text, func);
}

/** The code of all functions that the file defines. */
export function functionsOfFile(module: Module, text: string, file: string): string {
  const isHere = (func: Func): boolean => {
    const first = func.blocks.flatMap((block) => block.insts).find((inst) => inst.pos !== 0);
    return first !== undefined && module.positions[first.pos]?.file === file;
  };
  return module.functions
    .filter(isHere)
    .map((func) => functionText(text, func) ?? "")
    .join("\n");
}

/** A whole module as assembly: the code of every function, the line table, then the data. */
import type { Func, Module, Signature } from "../ir/types.ts";
import type { AsmSyntax } from "./asm-syntax.ts";
import { emitData, emitShared, emitToken } from "./data.ts";
import { DebugLines } from "./debug-lines.ts";
import { LineTable } from "./lines.ts";
import type { EmitOptions } from "./target.ts";
import { tokenEntries } from "./token-entry.ts";

/** What is shared by the functions of a module. */
export interface ModuleContext {
  syntax: AsmSyntax;
  lines: LineTable;
  out: string[];
  /** Number of the next local label. */
  nextLabel: number;
  /** Called before an instruction that has a position, for debug information. */
  onPosition: ((pos: number) => string | undefined) | undefined;
  /** By symbol of a function. */
  callees: Map<string, Signature>;
}

/** What an instruction set adds: the code of a function, and data that the code turned out to need. */
export interface FunctionEmitter {
  emit(func: Func): void;
  finish(out: string[]): void;
}

export function moduleText(
  module: Module,
  options: EmitOptions,
  syntax: AsmSyntax,
  emitterFor: (context: ModuleContext) => FunctionEmitter,
): string {
  const out: string[] = [];
  const debug = options.debugInfo ? new DebugLines(module.positions) : undefined;
  debug?.files(out);
  const entries = tokenEntries(module);
  const functions = [...module.functions, ...entries.functions];
  const context: ModuleContext = {
    syntax,
    lines: new LineTable(module.positions, syntax),
    out,
    nextLabel: 0,
    onPosition: debug === undefined ? undefined : (pos) => debug.directive(pos),
    callees: new Map(functions.map((func) => [func.symbol, func.sig])),
  };
  const bound = (name: string): void => {
    out.push(syntax.global(name), `${syntax.symbol(name)}:`);
  };
  const emitter = emitterFor(context);
  out.push(syntax.text);
  bound("ffc_text_start");
  const chunks: string[] = [];
  // Line by line, text is a tree of its pieces, which takes several times the space.
  const finishChunk = (): void => {
    chunks.push(out.join("\n"));
    out.length = 0;
  };
  for (const func of functions) {
    emitter.emit(func);
    finishChunk();
  }
  bound("ffc_text_end");
  out.push(
    syntax.global("ffc_program"),
    ...(module.entry === "ffc_program"
      ? []
      : [`.set ${syntax.symbol("ffc_program")},${syntax.symbol(module.entry)}`]),
  );
  context.lines.finish(out);
  emitter.finish(out);
  for (const token of module.tokens) emitToken(token, entries.symbolOf.get(token.func)!, syntax, out);
  for (const object of module.data) emitData(object, syntax, out);
  emitShared(module.data, syntax, out);
  out.push(syntax.end, "");
  finishChunk();
  return chunks.join("\n");
}

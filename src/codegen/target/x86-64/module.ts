/** A whole module for x86-64: every function through selection, allocation and emission, then the data. */
import type { Func, Module } from "../../ir/types.ts";
import { allocate } from "../../regalloc/allocate.ts";
import type { AsmSyntax } from "../asm-syntax.ts";
import { emitData, emitToken } from "../data.ts";
import { DebugLines } from "../debug-lines.ts";
import { LineTable } from "../lines.ts";
import type { EmitOptions } from "../target.ts";
import { tokenEntries } from "../token-entry.ts";
import { type EmitContext, Emitter } from "./emit.ts";
import { FloatPool } from "./float-pool.ts";
import { select } from "./isel.ts";
import { REGISTERS, REGISTERS_WITH_FRAME } from "./regs.ts";

export interface X86Options {
  syntax: AsmSyntax;
  /** Programs are linked at a fixed address below 2^31. */
  absolute: boolean;
}

export function emitX86Module(module: Module, options: EmitOptions, target: X86Options): string {
  const { syntax, absolute } = target;
  const out: string[] = [];
  const debug = options.debugInfo ? new DebugLines(module.positions) : undefined;
  debug?.files(out);
  const context: EmitContext = {
    syntax,
    absolute,
    lines: new LineTable(module.positions, syntax),
    floats: new FloatPool(syntax),
    out,
    nextLabel: 0,
    onPosition: debug === undefined ? undefined : (pos) => debug.directive(pos),
  };
  const entries = tokenEntries(module);
  const functions = [...module.functions, ...entries.functions];
  const callees = new Map(functions.map((func) => [func.symbol, func.sig]));
  const bound = (name: string): void => {
    out.push(syntax.global(name), `${syntax.symbol(name)}:`);
  };
  out.push(syntax.text);
  bound("ffc_text_start");
  const chunks: string[] = [];
  // Line by line, text is a tree of its pieces, which takes several times the space.
  const finishChunk = (): void => {
    chunks.push(out.join("\n"));
    out.length = 0;
  };
  for (const func of functions) {
    emitFunction(func);
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
  context.floats.finish(out);
  for (const token of module.tokens) emitToken(token, entries.symbolOf.get(token.func)!, syntax, out);
  for (const object of module.data) emitData(object, syntax, out);
  out.push(syntax.end, "");
  finishChunk();
  return chunks.join("\n");

  function emitFunction(func: Func): void {
    const machine = select(func, callees, { absolute });
    allocate(machine, func.dynamicReturnStack ? REGISTERS_WITH_FRAME : REGISTERS, options.checkAllocation);
    new Emitter(context, machine, func.dynamicReturnStack).run(func);
  }
}

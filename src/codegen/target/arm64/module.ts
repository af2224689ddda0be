/** A whole module for ARM64: every function through selection, allocation and emission, then the data. */
import type { Module } from "../../ir/types.ts";
import { allocate } from "../../regalloc/allocate.ts";
import type { AsmSyntax } from "../asm-syntax.ts";
import { moduleText } from "../module-text.ts";
import type { EmitOptions } from "../target.ts";
import { Emitter } from "./emit.ts";
import { select } from "./isel.ts";
import { REGISTERS } from "./regs.ts";

const TOKEN_ALIGNMENT = 8;

export function emitArm64Module(module: Module, options: EmitOptions, syntax: AsmSyntax): string {
  const alignments = new Map<string, number>();
  for (const token of module.tokens) alignments.set(token.symbol, TOKEN_ALIGNMENT);
  for (const object of module.data) alignments.set(object.symbol, object.align);
  return moduleText(module, options, syntax, (context) => ({
    emit(func) {
      const machine = select(func, context.callees, { alignments, reaches: syntax.reaches });
      allocate(machine, REGISTERS, options.checkAllocation);
      new Emitter(context, machine, func.dynamicReturnStack).run(func);
    },
    finish() {},
  }));
}

/** A whole module for x86-64: every function through selection, allocation and emission, then the data. */
import { farObjects } from "../../analysis/chase.ts";
import type { Module } from "../../ir/types.ts";
import { allocate } from "../../regalloc/allocate.ts";
import type { AsmSyntax } from "../asm-syntax.ts";
import { moduleText } from "../module-text.ts";
import type { EmitOptions } from "../target.ts";
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
  const features = options.features ?? new Set();
  const far = farObjects(module);
  return moduleText(module, options, syntax, (shared) => {
    const context: EmitContext = Object.assign(shared, { absolute, features, floats: new FloatPool(syntax) });
    return {
      emit(func) {
        const machine = select(func, shared.callees, { absolute, features, far });
        allocate(
          machine,
          func.dynamicReturnStack ? REGISTERS_WITH_FRAME : REGISTERS,
          options.checkAllocation,
        );
        new Emitter(context, machine, func.dynamicReturnStack).run(func);
      },
      finish: (out) => context.floats.finish(out),
    };
  });
}

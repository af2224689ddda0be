/**
 * What the driver knows of a target: a record. An instruction set fills in `emitModule` with the four
 * files of its folder (regs, abi, isel, emit); the object format says how names and sections are written.
 */
import type { Module } from "../ir/types.ts";

export interface EmitOptions {
  /** Run the register allocator's checker on every function (tests do). */
  checkAllocation: boolean;
  /** Emit `.file`/`.loc` for a debugger. */
  debugInfo: boolean;
}

export interface Target {
  /** As the command line names it, e.g. "x86_64-linux". */
  name: string;
  /** The whole module as text for the target's assembler. */
  emitModule(module: Module, options: EmitOptions): string;
}

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
  /** The program can be put anywhere. */
  pie?: boolean | undefined;
  /** What the processor has beyond the least level, by the names that Linux has for it; nothing if not given. */
  features?: ReadonlySet<string> | undefined;
}

export interface Target {
  /** As the command line names it, e.g. "x86_64-linux". */
  name: string;
  /** Levels of the instruction set that can be asked for, the least first, and what each has beyond it. */
  levels: Readonly<Record<string, readonly string[]>>;
  /** As Node names the processor, to tell whether this machine is one. */
  processor: string;
  /** The whole module as text for the target's assembler. */
  emitModule(module: Module, options: EmitOptions): string;
}

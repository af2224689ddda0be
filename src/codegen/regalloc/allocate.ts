/** Register allocation, as a list of its steps. */
import type { MachineFunc, RegisterFile } from "../target/machine.ts";
import { checkAllocation, snapshot } from "./check.ts";
import { findHomes } from "./homes.ts";
import { buildLifetimes } from "./intervals.ts";
import { linearScan } from "./linear-scan.ts";
import { resolve } from "./resolve.ts";

export function allocate(func: MachineFunc, regs: RegisterFile, check: boolean): void {
  const before = check ? snapshot(func) : undefined;
  const lifetimes = buildLifetimes(func, regs);
  findHomes(func, lifetimes, regs);
  const used = linearScan(lifetimes, regs);
  resolve(func, lifetimes, regs, used);
  if (before !== undefined) checkAllocation(func, before, regs);
}

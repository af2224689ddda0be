/** The checker itself: it accepts what the allocator does and notices when that is tampered with. */
import { expect, test } from "vitest";
import { checkAllocation, snapshot } from "../../../../src/codegen/regalloc/check.ts";
import { findHomes } from "../../../../src/codegen/regalloc/homes.ts";
import { buildLifetimes } from "../../../../src/codegen/regalloc/intervals.ts";
import { linearScan } from "../../../../src/codegen/regalloc/linear-scan.ts";
import { resolve } from "../../../../src/codegen/regalloc/resolve.ts";
import { isSlot, type MachineFunc, type MachineInst } from "../../../../src/codegen/target/machine.ts";
import { select } from "../../../../src/codegen/target/x86-64/isel.ts";
import { REGISTERS } from "../../../../src/codegen/target/x86-64/regs.ts";
import { pressureModule } from "./pressure.ts";

/** An allocated function and the proof of it, to be run again after changes. */
function allocated(seed: number): { func: MachineFunc; prove: () => void } {
  const func = select(pressureModule(seed).functions[0]!, new Map(), { absolute: true });
  const before = snapshot(func);
  const lifetimes = buildLifetimes(func, REGISTERS);
  findHomes(func, lifetimes, REGISTERS);
  resolve(func, lifetimes, REGISTERS, linearScan(lifetimes, REGISTERS));
  return { func, prove: () => checkAllocation(func, before, REGISTERS) };
}

const isRight = (prove: () => void): boolean => {
  try {
    prove();
    return true;
  } catch {
    return false;
  }
};

const instructions = (func: MachineFunc): MachineInst[] => func.blocks.flatMap((block) => block.insts);
const seeds = Array.from({ length: 12 }, (_, i) => i + 1);

test.each(seeds)("an operand read from another place is noticed, seed %i", (seed) => {
  const { func, prove } = allocated(seed);
  prove();
  let changed = 0;
  let accepted = 0;
  for (const inst of instructions(func)) {
    if (inst.op === "move" || inst.op === "swap") continue;
    for (const op of inst.operands) {
      if (op.role === "def" || op.role === "early" || isSlot(op.loc)) continue;
      const { loc } = op;
      op.loc = (loc + 1) % 16;
      changed++;
      if (isRight(prove)) accepted++;
      op.loc = loc;
    }
  }
  expect(changed).toBeGreaterThan(20);
  // Now and then the value is in the other place as well.
  expect(accepted).toBeLessThan(changed * 0.03 + 2);
  prove();
});

test.each(seeds)("a result written elsewhere is noticed, seed %i", (seed) => {
  const { func, prove } = allocated(seed);
  let changed = 0;
  for (const inst of instructions(func)) {
    if (inst.op === "move" || inst.op === "swap") continue;
    for (const op of inst.operands) {
      if (op.role !== "def" || !isUsed(func, op.vreg)) continue;
      const { loc } = op;
      op.loc = loc === 10 ? 11 : 10;
      changed++;
      expect(isRight(prove), `v${op.vreg} of ${inst.op}`).toBe(false);
      op.loc = loc;
    }
  }
  expect(changed).toBeGreaterThan(5);
});

const isUsed = (func: MachineFunc, vreg: number): boolean =>
  instructions(func).some((inst) =>
    inst.operands.some(
      (op) => op.vreg === vreg && (op.role === "use" || op.role === "late") && inst.op !== "move",
    ),
  );

test.each(seeds)("a move left out is noticed, seed %i", (seed) => {
  const { func, prove } = allocated(seed);
  let changed = 0;
  let accepted = 0;
  for (const block of func.blocks) {
    for (let i = 0; i < block.insts.length; i++) {
      const inst = block.insts[i]!;
      if (inst.op !== "move" && inst.op !== "swap") continue;
      block.insts.splice(i, 1);
      changed++;
      if (isRight(prove)) accepted++;
      block.insts.splice(i, 0, inst);
    }
  }
  expect(changed).toBeGreaterThan(5);
  // A store that no path reloads from is superfluous, not wrong.
  expect(accepted).toBeLessThan(changed * 0.2 + 2);
});

test("registers that nobody saves, instructions that vanish and slots that do not exist are noticed", () => {
  const { func, prove } = allocated(3);
  const { savedRegs, slots } = func;
  expect(savedRegs.length).toBeGreaterThan(0);
  func.savedRegs = [];
  expect(prove).toThrow(/nobody saves/);
  func.savedRegs = savedRegs;
  expect(slots).toBeGreaterThan(0);
  func.slots = 0;
  expect(prove).toThrow(/no place/);
  func.slots = slots;
  const { insts } = func.blocks[0]!;
  const at = insts.findIndex((inst) => inst.op !== "move" && inst.op !== "swap" && inst.op !== "entry");
  const [gone] = insts.splice(at, 1);
  expect(prove).toThrow(/lost or gained/);
  insts.splice(at, 0, gone!);
  prove();
});

/**
 * Random functions through the allocator and its checker, without running them: that is so fast that each gets several
 * register files, among them one that is far too small.
 */
import { expect, test } from "vitest";
import type { Module, Signature } from "../../../../src/codegen/ir/types.ts";
import { allocate } from "../../../../src/codegen/regalloc/allocate.ts";
import type { RegisterFile } from "../../../../src/codegen/target/machine.ts";
import { select } from "../../../../src/codegen/target/x86-64/isel.ts";
import { REGISTERS, REGISTERS_WITH_FRAME } from "../../../../src/codegen/target/x86-64/regs.ts";
import { randomModule } from "../random-ir.ts";
import { pressureModule } from "./pressure.ts";

/** `FFC_ALLOCATION_FIRST`: where to begin, for runs beyond the ones in the suite. */
const FIRST = Number(process.env.FFC_ALLOCATION_FIRST ?? 1);
const COUNT = Number(process.env.FFC_ALLOCATION_SEEDS ?? 60);

/** Six registers of each class, three of the integer ones preserved. */
const FEW: RegisterFile = {
  ...REGISTERS,
  allocatable: {
    int: [0, 1, 2, 3, 5, 14],
    float: REGISTERS.allocatable.float.slice(0, 6),
  },
};
const FILES: readonly [string, RegisterFile][] = [
  ["all registers", REGISTERS],
  ["one less", REGISTERS_WITH_FRAME],
  ["few", FEW],
];

function prove(module: Module, regs: RegisterFile, what: string): number {
  const callees = new Map<string, Signature>(module.functions.map((func) => [func.symbol, func.sig]));
  let moves = 0;
  for (const func of module.functions) {
    const machine = select(func, callees, { absolute: true });
    try {
      allocate(machine, regs, true);
    } catch (error) {
      throw new Error(`${what}, ${func.symbol}: ${String(error)}`);
    }
    for (const block of machine.blocks) for (const inst of block.insts) if (inst.op === "move") moves++;
  }
  return moves;
}

test.each(FILES)("random functions, %s", (name, regs) => {
  let moves = 0;
  for (let seed = FIRST; seed < FIRST + COUNT; seed++) {
    moves += prove(pressureModule(seed), regs, `pressure ${seed}, ${name}`);
    moves += prove(randomModule(seed, 3 + (seed % 8)), regs, `program ${seed}, ${name}`);
  }
  expect(moves).toBeGreaterThan(COUNT);
});

test("a register that the instruction itself takes is no choice for an operand that has to have one", () => {
  prove(pressureModule(20092), FEW, "pressure 20092");
});

/**
 * Random programs must behave the same before and after each pass and after the whole pipeline, as the
 * interpreter of the IR sees it.
 */
import { describe, expect, test } from "vitest";
import { interpret, type Run } from "../../../../src/codegen/ir/interpret.ts";
import { printModule } from "../../../../src/codegen/ir/print.ts";
import { placeSymbols } from "../../../../src/codegen/ir/simulated-memory.ts";
import type { Module } from "../../../../src/codegen/ir/types.ts";
import { verifyModule } from "../../../../src/codegen/ir/verify.ts";
import { PASSES, runPasses } from "../../../../src/codegen/opt/pipeline.ts";
import { runPass } from "../passes.ts";
import { randomModule } from "../random-ir.ts";

const PROGRAMS = Number(process.env["FFC_RANDOM_PROGRAMS"] ?? 150);
const STEPS = 20_000;

function behaviour(run: Run): unknown {
  const { end, code, results, output, data } = run;
  return { end, code, results, output, data };
}

/** Compares runs; a program that runs too long before says nothing. */
function compare(seed: number, change: (module: Module) => void): void {
  const module = randomModule(seed);
  const symbols = placeSymbols(module);
  const before = interpret(module, { stepLimit: STEPS });
  if (before.end === "limit") return;
  const text = printModule(module);
  change(module);
  const after = interpret(module, { stepLimit: 2 * STEPS, symbols });
  // Passes drop data that nothing uses.
  for (const symbol of Object.keys(before.data)) after.data[symbol] ??= before.data[symbol]!;
  expect(behaviour(after), `seed ${seed}\n${text}\n=>\n${printModule(module)}`).toEqual(behaviour(before));
}

test("random programs are valid, most of them end, and in several ways", () => {
  const ends = new Map<string, number>();
  for (let seed = 0; seed < PROGRAMS; seed++) {
    const module = randomModule(seed);
    expect(verifyModule(module), printModule(module)).toEqual([]);
    const { end } = interpret(module, { stepLimit: STEPS });
    ends.set(end, (ends.get(end) ?? 0) + 1);
  }
  expect(ends.get("return") ?? 0).toBeGreaterThan(PROGRAMS / 2);
  expect(ends.get("throw") ?? 0).toBeGreaterThan(PROGRAMS / 50);
  expect(ends.get("unreachable") ?? 0).toBe(0);
});

describe("alone", () => {
  test.each([...new Set(PASSES.map((pass) => pass.name))])("%s", (name) => {
    for (let seed = 0; seed < PROGRAMS; seed++) compare(seed, (module) => runPass(module, name));
  });
});

test("all passes", () => {
  for (let seed = 1000; seed < 1000 + 2 * PROGRAMS; seed++) {
    compare(seed, (module) => runPasses(module, { level: 2, disabled: new Set(), verify: true }));
  }
});

test("the mandatory passes alone", () => {
  for (let seed = 2000; seed < 2000 + PROGRAMS; seed++) {
    compare(seed, (module) => runPasses(module, { level: 0, disabled: new Set(), verify: true }));
  }
});

/**
 * Random programs, run by the interpreter and as machine code: they must end alike, with the same output
 * and the same data. All programs of a batch are one binary. Each allocation is proved by the checker.
 */
import { expect, test } from "vitest";
import { interpret, type Run } from "../../../../src/codegen/ir/interpret.ts";
import { printModule } from "../../../../src/codegen/ir/print.ts";
import { randomModule } from "../random-ir.ts";
import { type Call, mergeModules, runNative } from "./native.ts";

const BATCH = 150;

function compareBatch(first: number, size: number): void {
  const modules = [];
  const expected: { seed: number; text: string; run: Run }[] = [];
  for (let seed = first; seed < first + BATCH; seed++) {
    const module = randomModule(seed, size);
    const run = interpret(module, { stepLimit: 200_000 });
    if (run.end !== "return" && run.end !== "throw") continue;
    modules.push(module);
    expected.push({ seed, text: printModule(module), run });
  }
  expect(modules.length).toBeGreaterThan(BATCH / 2);
  const dumps = modules.map((module) => module.data.map((object) => object.symbol));
  const calls: Call[] = modules.map((_, i) => ({
    func: `m${i}_main`,
    inputs: [],
    dump: dumps[i]!.map((symbol) => `m${i}_${symbol}`),
  }));
  const outcomes = runNative(mergeModules(modules), calls);
  expect(outcomes.length).toBe(calls.length);
  outcomes.forEach((outcome, i) => {
    const { seed, run, text } = expected[i]!;
    const wanted = {
      end: run.end,
      code: run.code,
      output: run.output,
      data: dumps[i]!.map((symbol) => run.data[symbol]),
    };
    const got = {
      end: outcome.end,
      code: outcome.code,
      output: outcome.output,
      data: dumps[i]!.map((symbol) => outcome.data[`m${i}_${symbol}`]),
    };
    expect(got, `seed ${seed}\n${text}`).toEqual(wanted);
  });
}

test.each([1, 2, 3, 4])("small programs, batch %i", (batch) => {
  compareBatch(batch * 1000, 3);
});

test.each([5, 6])("larger programs, batch %i", (batch) => {
  compareBatch(batch * 1000, 10);
});

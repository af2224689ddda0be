/** Functions with too many live values: proved by the checker, run, and compared with the interpreter. */
import { expect, test } from "vitest";
import { interpret, type Run } from "../../../../src/codegen/ir/interpret.ts";
import { wrap } from "../../../../src/codegen/ir/ops.ts";
import { printModule } from "../../../../src/codegen/ir/print.ts";
import { verifyModule } from "../../../../src/codegen/ir/verify.ts";
import { Random } from "../random-ir.ts";
import { type Call, mergeModules, runNative } from "../target/native.ts";
import { pressureModule } from "./pressure.ts";

const RUNTIME = {
  ffc_cputime: () => [7n, 8n],
};

test.each([1, 2, 3, 4, 5])("random functions under pressure, batch %i", (batch) => {
  const modules = [];
  const calls: Call[] = [];
  const wanted: { seed: number; inputs: bigint[]; text: string; run: Run }[] = [];
  for (let seed = batch * 100; seed < batch * 100 + 100; seed++) {
    const module = pressureModule(seed);
    const problems = verifyModule(module).filter((problem) => !problem.startsWith("the entry"));
    expect(problems, `seed ${seed}`).toEqual([]);
    const index = modules.length;
    modules.push(module);
    const text = printModule(module);
    const random = new Random(seed);
    for (let k = 0; k < 3; k++) {
      const inputs: bigint[] = [];
      for (let i = 0; i < 6; i++) {
        const small = BigInt(random.below(1000) - 500);
        inputs.push(random.chance(50) ? small : wrap(small * 0x9e3779b97f4a7c15n));
      }
      const fresh = k === 0 ? module : pressureModule(seed);
      const run = interpret(fresh, { func: "f", inputs, runtime: RUNTIME, stepLimit: 100_000 });
      if (run.end !== "return") continue;
      // Data stays as the call before left it: only the first call of a module sees zeroes.
      if (k > 0 && text.includes("cells")) continue;
      calls.push({ func: `m${index}_f`, inputs, dump: [`m${index}_cells`] });
      wanted.push({ seed, inputs, text, run });
    }
  }
  expect(calls.length).toBeGreaterThan(90);
  const outcomes = runNative(mergeModules(modules), calls);
  outcomes.forEach((outcome, i) => {
    const { seed, run, text } = wanted[i]!;
    const got = { results: outcome.results, output: outcome.output, data: Object.values(outcome.data) };
    expect(got, `seed ${seed}\n${text}`).toEqual({
      results: run.results,
      output: run.output,
      data: Object.values(run.data),
    });
  });
});

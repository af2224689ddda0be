/**
 * Random programs have to do the same whether the evaluator runs them while compiling or native code does,
 * unoptimized or optimized, on each target that can be executed here; IR verifier and allocation checker are
 * on. Where gforth is installed it is
 * asked as well: its words are not ours, so what both get wrong alike is not what both compute alike.
 *
 * A failure is reported with its seed and the smallest program that fails in the same way. `campaign.ts` says
 * what can be chosen.
 */
import { afterAll, describe, it } from "vitest";
import { BATCH, checkBatch, closeWorkshop, FIRST, openWorkshop, SEEDS } from "./campaign.ts";

const workshop = await openWorkshop();
afterAll(() => closeWorkshop(workshop));

describe.concurrent("random programs", () => {
  for (let first = FIRST; first < FIRST + SEEDS; first += BATCH) {
    const count = Math.min(BATCH, FIRST + SEEDS - first);
    it(`seeds ${first} to ${first + count - 1}`, { timeout: 1_800_000 }, async () => {
      const failures = await checkBatch(first, count, workshop);
      if (failures.length > 0) throw new Error(failures.join("\n\n"));
    });
  }
});

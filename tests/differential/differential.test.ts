/**
 * Random programs have to do the same whether the evaluator runs them while compiling or native code does,
 * unoptimized or optimized, on each target that can be executed here; IR verifier and allocation checker are on. Where gforth is installed it is
 * asked as well: its words are not ours, so what both get wrong alike is not what both compute alike.
 *
 * A failure is reported with its seed and the smallest program that fails in the same way.
 *
 *   FFC_DIFFERENTIAL_SEEDS=20000   number of programs (default 200)
 *   FFC_DIFFERENTIAL_FIRST=1000    seed of the first (default 1)
 *   FFC_DIFFERENTIAL_GFORTH=0      do not ask gforth
 *   FFC_DIFFERENTIAL_DISABLE=gvn   leave out passes (names with commas between)
 *
 * Several programs are compiled as one, which costs less; a failing batch is taken apart.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, it } from "vitest";
import { targetsHere } from "../harness/targets.ts";
import { generate, type Program, render } from "./generate.ts";
import { check, type Failure, hasGforth, type Workshop } from "./run.ts";
import { shrink } from "./shrink.ts";

const setting = (name: string, otherwise: number): number =>
  Number(process.env[`FFC_DIFFERENTIAL_${name}`] ?? otherwise);

const SEEDS = setting("SEEDS", 200);
const FIRST = setting("FIRST", 1);
const BATCH = 10;
/** Programs that are tried to make a failing one smaller. */
const SHRINK_TRIES = 600;
/** A failure takes long to shrink; if there are many, a few say what is wrong. */
const MAX_SHRUNK = 4;

const workshop: Workshop = {
  targets: await targetsHere(),
  scratch: mkdtempSync(join(tmpdir(), "ffc-differential-")),
  gforth: setting("GFORTH", 1) !== 0 && (await hasGforth()),
};
afterAll(() => rmSync(workshop.scratch, { recursive: true, force: true }));

let shrunk = 0;

describe.concurrent("random programs", () => {
  for (let first = FIRST; first < FIRST + SEEDS; first += BATCH) {
    const count = Math.min(BATCH, FIRST + SEEDS - first);
    it(`seeds ${first} to ${first + count - 1}`, { timeout: 1_800_000 }, async () => {
      const programs = Array.from({ length: count }, (_, k) => generate(first + k));
      const together = await check(joined(programs), workshop);
      if (together === undefined) return;
      const failures: string[] = [];
      for (const program of programs) {
        const failure = await check(program, workshop);
        if (failure !== undefined) failures.push(await report(program, failure));
      }
      // It may take two of them to fail.
      if (failures.length === 0) failures.push(await report(joined(programs), together));
      throw new Error(failures.join("\n\n"));
    });
  }
});

/** One program of several; those that defer the top level come last, so that the others are evaluated. */
function joined(programs: readonly Program[]): Program {
  const defers = (p: Program): number => (render(p).includes("utime") ? 1 : 0);
  const sorted = [...programs].sort((a, b) => defers(a) - defers(b));
  return { seed: programs[0]!.seed, items: sorted.flatMap((p) => p.items) };
}

async function report(program: Program, failure: Failure): Promise<string> {
  const head = `seed ${program.seed}: ${failure.kind}`;
  if (shrunk++ >= MAX_SHRUNK) return `${head}\n${failure.details}`;
  let last = failure;
  const small = await shrink(
    program,
    async (candidate) => {
      const again = await check(candidate, { ...workshop, gforth: failure.kind.includes("gforth") });
      if (again?.kind !== failure.kind) return false;
      last = again;
      return true;
    },
    SHRINK_TRIES,
  );
  return `${head}\n${last.details}\n\n${render(small)}`;
}

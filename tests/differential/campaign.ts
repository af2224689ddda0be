/**
 * Random programs by the thousand: each batch is generated, compiled as one program (which costs less),
 * compared in all modes, and taken apart if something differs.
 *
 *   FFC_DIFFERENTIAL_SEEDS=20000          number of programs (default 200)
 *   FFC_DIFFERENTIAL_FIRST=1000           seed of the first (default 1)
 *   FFC_DIFFERENTIAL_TARGETS=O0,O2        of evaluated, O0, O2, gforth, arm64-O0, arm64-O2 (default: all but arm64-O0); and
 *                                         x86_64-macos-O0, aarch64-macos-O2 and the like
 *   FFC_DIFFERENTIAL_WITHOUT=one          -O2 without an optional pass besides: `one` in turn for each batch, `each`, or names
 *   FFC_DIFFERENTIAL_DISABLE=gvn          leave out passes everywhere (names with commas between)
 *
 * `npm run differential` runs them in two processes without a test runner.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { targetsHere } from "../harness/targets.ts";
import { generate } from "./generate.ts";
import { type Program, render } from "./program.ts";
import { asksGforth, check, type Failure, hasGforth, type Workshop } from "./run.ts";
import { shrink } from "./shrink.ts";

const setting = (name: string, otherwise: number): number =>
  Number(process.env[`FFC_DIFFERENTIAL_${name}`] ?? otherwise);

export const SEEDS = setting("SEEDS", 200);
export const FIRST = setting("FIRST", 1);
export const BATCH = 10;
/** Programs that are tried to make a failing one smaller. */
const SHRINK_TRIES = 600;
/** A failure takes long to shrink; if there are many, a few say what is wrong. */
const MAX_SHRUNK = 4;

export async function openWorkshop(): Promise<Workshop> {
  return {
    targets: await targetsHere(),
    scratch: mkdtempSync(join(tmpdir(), "ffc-differential-")),
    gforth: asksGforth && (await hasGforth()),
  };
}

export const closeWorkshop = ({ scratch }: Workshop): void =>
  rmSync(scratch, { recursive: true, force: true });

let shrunk = 0;

/** What is wrong with the programs of these seeds, each with the smallest program that fails in the same way. */
export async function checkBatch(first: number, count: number, workshop: Workshop): Promise<string[]> {
  const programs = Array.from({ length: count }, (_, k) => generate(first + k));
  const together = await check(joined(programs), workshop);
  if (together === undefined) return [];
  const failures: string[] = [];
  for (const program of programs) {
    const failure = await check(program, workshop);
    if (failure !== undefined) failures.push(await report(program, failure, workshop));
  }
  // It may take two of them to fail.
  if (failures.length === 0) failures.push(await report(joined(programs), together, workshop));
  return failures;
}

/** One program of several; those that defer the top level come last, so that the others are evaluated. */
function joined(programs: readonly Program[]): Program {
  const defers = (p: Program): number => (/\b(utime|spawn|send|allocate)\b/.test(render(p)) ? 1 : 0);
  const sorted = [...programs].sort((a, b) => defers(a) - defers(b));
  return {
    seed: programs[0]!.seed,
    items: sorted.flatMap((p) => p.items),
    modern: programs.some((p) => p.modern),
  };
}

async function report(program: Program, failure: Failure, workshop: Workshop): Promise<string> {
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

/** One of `parts` processes that share the seeds: prints failures as they come, and what it took in the end. */
export async function run(part: number, parts: number): Promise<number> {
  const workshop = await openWorkshop();
  const start = Date.now();
  let done = 0;
  let failed = 0;
  try {
    for (let first = FIRST + part * BATCH; first < FIRST + SEEDS; first += parts * BATCH) {
      const count = Math.min(BATCH, FIRST + SEEDS - first);
      const failures = await checkBatch(first, count, workshop);
      for (const failure of failures) console.log(`${failure}\n`);
      failed += failures.length;
      done += count;
    }
  } finally {
    closeWorkshop(workshop);
  }
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  const seconds = (Date.now() - start) / 1000;
  const each = (s: number): string => `${((s * 1000) / Math.max(done, 1)).toFixed(0)} s`;
  console.log(
    `${done} programs, ${failed} failures; a thousand take ${each(seconds)}, ` +
      `${each((userCPUTime + systemCPUTime) / 1e6)} of them this process's own`,
  );
  return failed;
}

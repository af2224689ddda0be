/**
 * Threads that allocate and free, next to the same in C: bench/allocation.fs and bench/c/allocation.c, with glibc's malloc
 * and, where musl-gcc is installed, with musl's.
 *
 *     node bench/allocation.mjs [--rounds N] [--threads N] [--steps N]
 *
 *     --rounds N     medians of so many runs, taken in turn (7)
 *     --threads N    (4)
 *     --steps N      a block is allocated and one freed in each (10000000)
 *
 * What counts is processor time, in the program and in the system: while other programs run it is steadier than what a
 * clock shows, which is there, too. Memory is what was resident at most.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { hasCommand } from "./measure.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const { values: options } = parseArgs({
  options: {
    rounds: { type: "string", default: "7" },
    threads: { type: "string", default: "4" },
    steps: { type: "string", default: "10000000" },
  },
});

/** Which part of the steps frees what mostly another thread allocated, in quarters. */
const CASES = [
  { name: "own blocks", quarters: 0 },
  { name: "half of others", quarters: 2 },
  { name: "all of others", quarters: 4 },
];
const TIME_LIMIT = 1.5;
const MEMORY_LIMIT = 2;

const median = (numbers) => numbers.sort((a, b) => a - b)[numbers.length >> 1];

/** One run: seconds of processor time and of the clock, and kilobytes. */
function measure({ name, program }, quarters) {
  const script = `TIMEFORMAT='%U %S %R'; time "$0" "$@"`;
  const args = [options.threads, options.steps, String(quarters)];
  const { status, stdout, stderr } = spawnSync("bash", ["-c", script, program, ...args], {
    encoding: "utf8",
  });
  const [, wrong, memory] = /^(\d+) \s*VmHWM:\s*(\d+) kB\s*$/.exec(stdout) ?? [];
  if (status !== 0 || wrong !== "0") throw new Error(`${name} failed: ${stdout}${stderr}`);
  const [user, system, clock] = stderr.trim().split(/\s+/).slice(-3).map(Number);
  return { cpu: user + system, clock, memory: Number(memory) };
}

const folder = mkdtempSync(join(tmpdir(), "ffc-allocation-"));
try {
  const programs = ["ffc", "glibc", "musl"].map((name) => ({ name, program: join(folder, name) }));
  const [own, glibc, musl] = programs;
  const source = join(here, "c/allocation.c");
  const ffc = join(here, "../dist/ffc.js");
  execFileSync(process.execPath, [ffc, "build", "-q", join(here, "allocation.fs"), "-o", own.program]);
  execFileSync("gcc", ["-O2", "-pthread", source, "-o", glibc.program]);
  if (hasCommand("musl-gcc")) {
    execFileSync("musl-gcc", ["-O2", "-static", "-pthread", source, "-o", musl.program]);
  } else {
    programs.pop();
  }
  for (const { name, quarters } of CASES) {
    const runs = programs.map(() => []);
    for (let round = 0; round < Number(options.rounds); round++) {
      programs.forEach((one, i) => void runs[i].push(measure(one, quarters)));
    }
    const medians = runs.map((all) => {
      const of = (key) => median(all.map((run) => run[key]));
      return { cpu: of("cpu"), clock: of("clock"), memory: of("memory") };
    });
    const nanoseconds = (seconds) => ((seconds * 1e9) / Number(options.steps)).toFixed(0).padStart(5);
    console.log(`${name}: processor and clock for a step, memory; ratios to glibc`);
    const base = medians[1];
    medians.forEach(({ cpu, clock, memory }, i) => {
      const ratios = [cpu / base.cpu, clock / base.clock, memory / base.memory];
      const within = ratios[0] <= TIME_LIMIT && ratios[2] <= MEMORY_LIMIT;
      const verdict = i > 0 ? "" : `  ${within ? "within" : "OVER"} ${TIME_LIMIT} and ${MEMORY_LIMIT}`;
      const [cpuRatio, clockRatio, memoryRatio] = ratios.map((ratio) => `${ratio.toFixed(2)}x`.padStart(7));
      console.log(
        `  ${programs[i].name.padEnd(6)}${nanoseconds(cpu)} ns${cpuRatio} ${nanoseconds(clock)} ns${clockRatio} ` +
          `${String(memory).padStart(7)} kB${memoryRatio}${verdict}`,
      );
    });
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/**
 * Nanoseconds for an item through a channel, next to Go: bench/channels.fs and bench/go/channels.
 *
 *     node bench/channels.mjs [--rounds N] [--pinned] [--real-time]
 *
 *     --rounds N     medians of so many runs, taken in turn (11)
 *     --pinned       all on one processor
 *     --real-time    above whatever else the machine does (chrt; may need privileges)
 */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const here = fileURLToPath(new URL(".", import.meta.url));
const { values: options } = parseArgs({
  options: {
    rounds: { type: "string", default: "11" },
    pinned: { type: "boolean", default: false },
    "real-time": { type: "boolean", default: false },
  },
});
const rounds = Number(options.rounds);

/** Producers, consumers, capacity, items; the last is the ball between two players over rendezvous channels. */
const CASES = [
  { name: "1P1C", args: [1, 1, 100, 2_000_000], pinnedLimit: 2, limit: 2 },
  { name: "4P4C", args: [4, 4, 100, 2_000_000], pinnedLimit: 2, limit: 2 },
  { name: "10P1C", args: [10, 1, 100, 2_000_000], pinnedLimit: 5, limit: 2 },
  { name: "1P10C", args: [1, 10, 100, 2_000_000], pinnedLimit: 5, limit: 2 },
  { name: "ping-pong", args: [0, 1, 0, 300_000], limit: 1.5 },
];

const median = (numbers) => numbers.sort((a, b) => a - b)[numbers.length >> 1];

const folder = mkdtempSync(join(tmpdir(), "ffc-channels-"));
try {
  const own = join(folder, "ffc");
  const go = join(folder, "go");
  execFileSync(process.execPath, [
    join(here, "../dist/ffc.js"),
    "build",
    "-q",
    join(here, "channels.fs"),
    "-o",
    own,
  ]);
  execFileSync("go", ["build", "-o", go, "./channels"], { cwd: join(here, "go"), stdio: "inherit" });
  const front = [];
  if (options["real-time"]) front.push("chrt", "-r", "1");
  if (options.pinned) front.push("taskset", "-c", "0");

  /** What it prints: nanoseconds for an item, and a number that has to be the same in both. */
  const run = (program, args) => {
    const [command, ...rest] = [...front, program, ...args.map(String)];
    const { status, stdout, stderr, error } = spawnSync(command, rest, { encoding: "utf8" });
    if (status !== 0) throw new Error(`${program} ${args.join(" ")} failed: ${error ?? stderr}`);
    const [time, result] = stdout.trim().split(" ");
    return { time: Number(time), result };
  };

  let product = 1;
  for (const { name, args, limit, pinnedLimit } of CASES) {
    const times = { own: [], go: [] };
    for (let round = 0; round < rounds; round++) {
      const theirs = run(go, args);
      const ours = run(own, args);
      if (ours.result !== theirs.result) throw new Error(`${name}: ${ours.result}, Go has ${theirs.result}`);
      times.go.push(theirs.time);
      times.own.push(ours.time);
    }
    const [ours, theirs] = [median(times.own), median(times.go)];
    const ratio = ours / theirs;
    if (name !== "ping-pong") product *= ratio;
    const allowed = options.pinned ? pinnedLimit : limit;
    const verdict = allowed === undefined ? "" : `${ratio <= allowed ? "within" : "OVER"} ${allowed}`;
    console.log(
      `${name.padEnd(10)} ${String(ours).padStart(6)} ns, Go ${String(theirs).padStart(5)} ns, ratio ${ratio.toFixed(2)}  ${verdict}`,
    );
  }
  console.log(`geometric mean of the first four: ${(product ** 0.25).toFixed(2)}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/**
 * Threads, channels, mutexes and the like under stress: programs/stress.c and stress-threads.c, built by clang with its
 * sanitizers and without, and with what they hand to each other delayed at random (programs/chaos.h).
 *
 *     node tests/runtime/stress.mjs [--seconds N] [--items N] [--first N]
 *
 *     --seconds N    for each of the parts, with each way of watching (20)
 *     --items N      for each thread in a round (50000)
 *     --first N      first number of the dice, of the clock if not given
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

/** What clang watches for, and whether things are delayed. */
export const WATCHES = [
  { watch: "thread", chaos: true },
  { watch: "address,undefined", chaos: true },
  { watch: "", chaos: true },
  { watch: "", chaos: false },
];

const programs = fileURLToPath(new URL("programs/", import.meta.url));
const runtime = fileURLToPath(new URL("../../src/runtime-c/", import.meta.url));

const WAITING = ["absent.c", "wait.c", "wait-until.c", "platform/locks.c", "platform/contention.c"];

/** Of the runtime's files those that can be delayed, and the others. */
export const PROGRAMS = [
  {
    source: "stress.c",
    delayed: ["channels.c", "channel-ends.c", "channel-timeouts.c", "select.c", "sync.c", "memory.c"],
    others: [...WAITING, "platform/linux.c"],
    link: [],
    fewer: 1,
  },
  {
    source: "stress-threads.c",
    delayed: [
      "channels.c",
      "channel-ends.c",
      "sync.c",
      "threads.c",
      "memory.c",
      "output.c",
      "output-lines.c",
    ],
    others: ["stacks.c", ...WAITING, "platform/linux.c", "platform/linux-threads.c"],
    link: ["-Wl,--wrap=ffc_map", "-Wl,--wrap=ffc_unmap"],
    fewer: 50,
  },
];

export const canStress =
  process.platform === "linux" && spawnSync("clang", ["--version"]).error === undefined;

function clang(args, folder) {
  const made = spawnSync("clang", args, { cwd: folder, encoding: "utf8" });
  if (made.status !== 0) throw new Error(`clang: ${made.error ?? made.stderr}`);
}

/** In a folder of its own. */
function build(folder, { source, delayed, others, link }, { watch, chaos }) {
  const flags = ["-std=gnu11", "-g", watch === "" ? "-O2" : "-O1"];
  if (watch !== "") flags.push(`-fsanitize=${watch}`, "-fno-sanitize-recover=all");
  const delay = chaos ? ["-include", join(programs, "chaos.h")] : [];
  mkdirSync(folder, { recursive: true });
  clang([...flags, ...delay, "-c", ...delayed.map((name) => runtime + name)], folder);
  const objects = delayed.map((name) => name.replace(/c$/, "o"));
  const rest = [programs + source, ...others.map((name) => runtime + name)];
  clang([...flags, ...rest, ...objects, ...link, "-lpthread", "-o", "program"], folder);
}

export function stress(scratch, program, how, { seconds, first, items }) {
  const folder = join(scratch, `${program.source}-${how.watch}-${how.chaos}`);
  if (!existsSync(folder)) build(folder, program, how);
  const args = [seconds, first, Math.ceil(items / program.fewer)].map(String);
  const { status, stdout, stderr } = spawnSync(join(folder, "program"), args, {
    encoding: "utf8",
    timeout: 60_000 + 10_000 * seconds,
  });
  return { status, stdout, stderr };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: {
      seconds: { type: "string", default: "20" },
      items: { type: "string", default: "50000" },
      first: { type: "string", default: String(Math.floor(Date.now() / 1000)) },
    },
  });
  if (!canStress) {
    console.error("clang is missing: apt-get install clang");
    process.exit(2);
  }
  const folder = mkdtempSync(join(tmpdir(), "ffc-stress-"));
  const options = {
    seconds: Number(values.seconds),
    first: Number(values.first),
    items: Number(values.items),
  };
  try {
    for (const how of WATCHES)
      for (const program of PROGRAMS) {
        const delays = how.chaos ? "with delays" : "without delays";
        console.log(`${program.source}, ${how.watch || "nothing"} watched, ${delays}, dice ${options.first}`);
        const { status, stdout, stderr } = stress(folder, program, how, options);
        process.stdout.write(stdout.replace(/^/gm, "  ").trimEnd());
        console.log();
        if (status === 0) continue;
        process.stderr.write(stderr);
        process.exitCode = 1;
      }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

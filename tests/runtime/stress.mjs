/**
 * Channels, mutexes and the like under stress: programs/stress.c, built by clang with its sanitizers and without.
 *
 *     node tests/runtime/stress.mjs [--seconds N] [--items N] [--first N]
 *
 *     --seconds N    for each of the four parts, with each way of watching (20)
 *     --items N      for each thread in a round (50000)
 *     --first N      first number of the dice, of the clock if not given
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

/** What clang watches for. */
export const WATCHES = ["thread", "address,undefined", ""];

const programs = fileURLToPath(new URL("programs/", import.meta.url));
const runtime = "../../../src/runtime-c/";
const SOURCES = [
  "stress.c",
  ...["channels.c", "select.c", "sync.c", "wait.c", "memory.c", "platform/locks.c", "platform/linux.c"].map(
    (name) => runtime + name,
  ),
];

export const canStress =
  process.platform === "linux" && spawnSync("clang", ["--version"]).error === undefined;

function build(program, watch) {
  const flags = ["-std=gnu11", "-g", watch === "" ? "-O2" : "-O1"];
  if (watch !== "") flags.push(`-fsanitize=${watch}`, "-fno-sanitize-recover=all");
  const made = spawnSync("clang", [...flags, ...SOURCES, "-o", program, "-lpthread"], {
    cwd: programs,
    encoding: "utf8",
  });
  if (made.status !== 0) throw new Error(`clang: ${made.error ?? made.stderr}`);
}

export function stress(folder, watch, { seconds, first, items }) {
  const program = join(folder, `stress-${watch}`);
  if (!existsSync(program)) build(program, watch);
  const { status, stdout, stderr } = spawnSync(program, [seconds, first, items].map(String), {
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
    for (const watch of WATCHES) {
      console.log(`${watch || "nothing"} watched, dice ${options.first}`);
      const { status, stdout, stderr } = stress(folder, watch, options);
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

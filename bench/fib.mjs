/**
 * Run time of a recursion, against gcc.
 *
 *     node bench/fib.mjs [ROUNDS]
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { interleaved, report } from "./measure.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const rounds = Number(process.argv[2] ?? 7);
const folder = mkdtempSync(join(tmpdir(), "ffc-bench-"));
try {
  const commands = [];
  for (const level of ["-O2", "-O1"]) {
    const program = join(folder, `gcc${level}`);
    execFileSync("gcc", [level, "-o", program, join(root, "bench/c/fib.c")]);
    commands.push({ name: `gcc ${level}`, argv: [program] });
  }
  for (const level of ["-O2", "-O0"]) {
    const program = join(folder, `ffc${level}`);
    execFileSync(join(root, "dist/ffc.js"), [
      "build",
      "-q",
      level,
      join(root, "bench/fib.fs"),
      "-o",
      program,
    ]);
    commands.push({ name: `ffc ${level}`, argv: [program] });
  }
  const results = new Set(commands.map(({ argv }) => execFileSync(argv[0], { encoding: "utf8" })));
  if (results.size !== 1) throw new Error(`the programs disagree: ${[...results]}`);
  report(commands, interleaved(commands, rounds));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

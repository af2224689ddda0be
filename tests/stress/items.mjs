/**
 * Millions of items through channels that are closed, timed out on and cancelled at random (items.fs), none of them lost
 * or doubled.
 *
 *     node tests/stress/items.mjs [--items N] [--first N] [--target NAME] [-O LEVEL]
 *
 *     --items N       (10000000)
 *     --first N       first number of the dice, of the clock if not given
 *     --target NAME   as `ffc run` has it
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const { values } = parseArgs({
  options: {
    items: { type: "string", default: "10000000" },
    first: { type: "string", default: String(Math.floor(Date.now() / 1000)) },
    target: { type: "string" },
    level: { type: "string", short: "O", default: "2" },
  },
});
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const target = values.target === undefined ? [] : ["--target", values.target];
console.log(`${values.items} items, dice ${values.first}`);
const { status } = spawnSync(
  process.execPath,
  [
    here("../../dist/ffc.js"),
    "run",
    ...target,
    `-O${values.level}`,
    here("items.fs"),
    "--",
    values.items,
    values.first,
  ],
  { stdio: "inherit" },
);
process.exitCode = status ?? 1;

/** Every file below tests/filetests is a test; see the README there. */
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, it } from "vitest";
import { isTest, runFiletest } from "./harness/filetests.ts";
import { reportRuns, targetsHere } from "./harness/targets.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = join(root, "tests/filetests");
// Positions in what a program reports are relative to where the compiler was started.
process.chdir(root);

const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".fs"))
  .map((name) => relative(root, join(folder, name)))
  .filter(isTest)
  .sort();

const targets = await targetsHere();
const scratch = mkdtempSync(join(tmpdir(), "ffc-filetests-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
afterAll(() => reportRuns(targets));

describe.concurrent("filetests", () => {
  files.forEach((file, index) => {
    it(file, () => runFiletest(file, targets, join(scratch, String(index))));
  });
});
